package main

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// statedSchemas is what kit/azurerm_schema.py writes.
type statedSchemas struct {
	Provider    statedBlock            `json:"provider"`
	Resources   map[string]statedBlock `json:"resources"`
	DataSources map[string]statedBlock `json:"data_sources"`
}

type statedBlock struct {
	Attributes map[string]statedAttribute   `json:"attributes"`
	BlockTypes map[string]statedNestedBlock `json:"block_types"`
}

type statedAttribute struct {
	Type     any  `json:"type"`
	Required bool `json:"required"`
	Optional bool `json:"optional"`
	Computed bool `json:"computed"`
}

type statedNestedBlock struct {
	NestingMode string      `json:"nesting_mode"`
	Block       statedBlock `json:"block"`
	MinItems    int64       `json:"min_items"`
	MaxItems    int64       `json:"max_items"`
}

var nestings = map[string]tfprotov5.SchemaNestedBlockNestingMode{
	"list":   tfprotov5.SchemaNestedBlockNestingModeList,
	"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
	"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
}

var scalars = map[string]tftypes.Type{
	"string":  tftypes.String,
	"number":  tftypes.Number,
	"bool":    tftypes.Bool,
	"dynamic": tftypes.DynamicPseudoType,
}

func (stated statedSchemas) response() (*tfprotov5.GetProviderSchemaResponse, error) {
	provider, err := stated.Provider.schema("provider")
	if err != nil {
		return nil, err
	}
	response := &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true},
		Provider:           provider,
		ResourceSchemas:    map[string]*tfprotov5.Schema{},
		DataSourceSchemas:  map[string]*tfprotov5.Schema{},
	}
	for name, block := range stated.Resources {
		if response.ResourceSchemas[name], err = block.schema(name); err != nil {
			return nil, err
		}
	}
	for name, block := range stated.DataSources {
		if response.DataSourceSchemas[name], err = block.schema("data." + name); err != nil {
			return nil, err
		}
	}
	return response, nil
}

func (stated statedBlock) schema(path string) (*tfprotov5.Schema, error) {
	block, err := stated.block(path)
	return &tfprotov5.Schema{Block: block}, err
}

func (stated statedBlock) block(path string) (*tfprotov5.SchemaBlock, error) {
	block := &tfprotov5.SchemaBlock{}
	for name, attribute := range stated.Attributes {
		kind, err := typeOf(attribute.Type)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", path, name, err)
		}
		block.Attributes = append(block.Attributes, &tfprotov5.SchemaAttribute{
			Name: name, Type: kind, Required: attribute.Required, Optional: attribute.Optional, Computed: attribute.Computed,
		})
	}
	for name, nested := range stated.BlockTypes {
		nesting, known := nestings[nested.NestingMode]
		if !known {
			return nil, fmt.Errorf("%s.%s: unknown nesting %q", path, name, nested.NestingMode)
		}
		inner, err := nested.Block.block(path + "." + name)
		if err != nil {
			return nil, err
		}
		block.BlockTypes = append(block.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name, Block: inner, Nesting: nesting, MinItems: nested.MinItems, MaxItems: nested.MaxItems,
		})
	}
	return block, nil
}

// typeOf reads a type as Terraform writes it in JSON: "string", ["list", "string"], ["object", {…}].
func typeOf(stated any) (tftypes.Type, error) {
	if name, isName := stated.(string); isName && scalars[name] != nil {
		return scalars[name], nil
	}
	pair, isPair := stated.([]any)
	if !isPair || len(pair) != 2 {
		return nil, fmt.Errorf("unknown type %v", stated)
	}
	if pair[0] == "object" {
		return objectOf(pair[1])
	}
	element, err := typeOf(pair[1])
	if err != nil {
		return nil, err
	}
	switch pair[0] {
	case "list":
		return tftypes.List{ElementType: element}, nil
	case "set":
		return tftypes.Set{ElementType: element}, nil
	case "map":
		return tftypes.Map{ElementType: element}, nil
	}
	return nil, fmt.Errorf("unknown type %v", stated)
}

func objectOf(stated any) (tftypes.Type, error) {
	members, isMap := stated.(map[string]any)
	if !isMap {
		return nil, fmt.Errorf("unknown members %v", stated)
	}
	types := map[string]tftypes.Type{}
	for name, member := range members {
		var err error
		if types[name], err = typeOf(member); err != nil {
			return nil, err
		}
	}
	return tftypes.Object{AttributeTypes: types}, nil
}
