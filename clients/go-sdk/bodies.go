package main

import (
	"fmt"
	"strings"

	"github.com/spectrocloud/palette-sdk-go/api/models"
)

// layers are the packs of the infrastructure profile, from the ground up.
var layers = []string{"ubuntu-aws 22.04", "kubernetes 1.32.11", "cni-calico 3.31.4", "csi-aws-ebs 1.55.0"}

func (r *round) pack(registry, layer string) (*models.V1PackManifestEntity, error) {
	pack, version, _ := strings.Cut(layer, " ")
	found, err := r.api.GetPacks([]string{"spec.name=" + pack, "spec.version=" + version}, registry)
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%d packs are named %s", len(found), layer)
	}
	kind := models.V1PackTypeSpectro
	return &models.V1PackManifestEntity{
		Name: &pack, Tag: version, Type: &kind, RegistryUID: registry,
		UID: found[0].Metadata.UID, Values: found[0].Spec.Values,
	}, nil
}

func cluster(account, profile string) *models.V1SpectroAwsClusterEntity {
	region := "eu-west-1"
	return &models.V1SpectroAwsClusterEntity{
		Metadata: &models.V1ObjectMeta{Name: name, Labels: map[string]string{"owner": name}},
		Spec: &models.V1SpectroAwsClusterEntitySpec{
			CloudAccountUID: &account,
			CloudConfig:     &models.V1AwsClusterConfig{Region: &region, SSHKeyName: name},
			Profiles:        []*models.V1SpectroClusterProfileEntity{{UID: profile}},
			Machinepoolconfig: []*models.V1AwsMachinePoolConfigEntity{
				pool("control-plane", true, 1), pool("workers", false, 2),
			},
		},
	}
}

func pool(name string, isControlPlane bool, size int32) *models.V1AwsMachinePoolConfigEntity {
	instance := "m5.large"
	label := "worker"
	if isControlPlane {
		label = "control-plane"
	}
	return &models.V1AwsMachinePoolConfigEntity{
		CloudConfig: &models.V1AwsMachinePoolCloudConfigEntity{
			Azs: []string{"eu-west-1a"}, InstanceType: &instance, RootDeviceSize: 65,
		},
		PoolConfig: &models.V1MachinePoolConfigEntity{
			Name: &name, Size: &size, IsControlPlane: isControlPlane, Labels: []string{label},
		},
	}
}
