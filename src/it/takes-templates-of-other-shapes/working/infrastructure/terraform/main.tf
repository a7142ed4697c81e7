// terraform
