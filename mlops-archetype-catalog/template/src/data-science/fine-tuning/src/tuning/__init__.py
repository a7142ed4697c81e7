"""What the fine-tuning of any network shares: arguments, mixed precision, class weights, checkpoints."""
