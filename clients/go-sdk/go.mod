module dev.easel/clients/go-sdk

go 1.24

require github.com/spectrocloud/palette-sdk-go v0.0.0-20260423164902-dbd043197c68
