// Command provider serves a provider's schema to Terraform, and nothing behind it:
//
//	provider ADDRESS SCHEMA.json
//
// It prints the value of TF_REATTACH_PROVIDERS and serves until it is interrupted. With mocked providers Terraform asks a
// provider for its schema and for its opinion of a configuration; everything else is refused.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

func main() {
	if len(os.Args) != 3 {
		fail(errors.New("usage: provider ADDRESS SCHEMA.json"))
	}
	schemas, err := read(os.Args[2])
	if err != nil {
		fail(err)
	}
	factory := func() tfprotov5.ProviderServer { return &server{schemas: schemas} }
	if err := tf5server.Serve(os.Args[1], factory, tf5server.WithManagedDebug()); err != nil {
		fail(err)
	}
}

func read(file string) (*tfprotov5.GetProviderSchemaResponse, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var stated statedSchemas
	if err := json.Unmarshal(text, &stated); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return stated.response()
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// server embeds the interface to have the methods that nobody calls: a call of one ends the process.
type server struct {
	tfprotov5.ProviderServer
	schemas *tfprotov5.GetProviderSchemaResponse
}

func (s *server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	response := &tfprotov5.GetMetadataResponse{ServerCapabilities: s.schemas.ServerCapabilities}
	for name := range s.schemas.ResourceSchemas {
		response.Resources = append(response.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for name := range s.schemas.DataSourceSchemas {
		response.DataSources = append(response.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return response, nil
}

func (s *server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return s.schemas, nil
}

func (s *server) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

func (s *server) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

func (s *server) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

func (s *server) ValidateDataSourceConfig(context.Context, *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	return &tfprotov5.ValidateDataSourceConfigResponse{}, nil
}

func (s *server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}
