package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spectrocloud/palette-sdk-go/api/models"
	"github.com/spectrocloud/palette-sdk-go/client"
)

const name = "go-sdk"

func (r *round) enterProject() (err error) {
	if err = r.api.Validate(); err != nil {
		return err
	}
	if r.project, err = r.api.GetProjectUID("Default"); err != nil {
		return err
	}
	client.WithScopeProject(r.project)(r.api)
	return nil
}

func (r *round) makeAccount() (err error) {
	kind := models.V1AwsCloudAccountCredentialTypeSecret
	account := &models.V1AwsAccount{
		Metadata: &models.V1ObjectMeta{Name: name, Annotations: map[string]string{"scope": "project"}},
		Spec: &models.V1AwsCloudAccount{
			CredentialType: &kind, AccessKey: "AKIAGOSDKEXAMPLE0000", SecretKey: "not-a-real-secret",
		},
	}
	if r.account, err = r.api.CreateCloudAccountAws(account); err != nil {
		return err
	}
	found, err := r.api.GetCloudAccountAwsByName(name, "project")
	if err == nil && found.Metadata.UID != r.account {
		err = fmt.Errorf("account %s was made and %s found", r.account, found.Metadata.UID)
	}
	return err
}

func (r *round) makeProfile() (err error) {
	registry, err := r.api.GetPackRegistryCommonByName("Public Repo")
	if err != nil {
		return err
	}
	kind := models.V1ProfileType("infra")
	template := &models.V1ClusterProfileTemplateDraft{CloudType: "aws", Type: &kind}
	for _, layer := range layers {
		pack, err := r.pack(registry.UID, layer)
		if err != nil {
			return err
		}
		template.Packs = append(template.Packs, pack)
	}
	r.profile, err = r.api.CreateClusterProfile(&models.V1ClusterProfileEntity{
		Metadata: &models.V1ObjectMeta{Name: name, Labels: map[string]string{"owner": name}},
		Spec:     &models.V1ClusterProfileEntitySpec{Template: template, Version: "1.0.0"},
	})
	if err != nil {
		return err
	}
	return r.api.PublishClusterProfile(r.profile)
}

func (r *round) readProfile() error {
	uid, err := r.api.GetClusterProfileUID(name, "1.0.0")
	if err != nil {
		return err
	}
	profile, err := r.api.GetClusterProfile(uid)
	if err != nil {
		return err
	}
	if uid != r.profile || len(profile.Spec.Published.Packs) != len(layers) {
		return fmt.Errorf("profile %s has %d packs", uid, len(profile.Spec.Published.Packs))
	}
	packs, err := r.api.GetPacksByProfile(uid)
	if err == nil && len(packs) == 0 {
		err = errors.New("the profile lists no packs")
	}
	return err
}

func (r *round) makeCluster() (err error) {
	r.cluster, err = r.api.CreateClusterAws(cluster(r.account, r.profile))
	return err
}

func (r *round) awaitRunning() error {
	return r.await("the cluster", func() (bool, error) {
		cluster, err := r.api.GetCluster(r.cluster)
		if err != nil || cluster == nil || cluster.Status.State != "Running" {
			return false, err
		}
		overview, err := r.api.GetClusterOverview(r.cluster)
		return err == nil && overview.Status.Health != nil && overview.Status.Health.State == "Healthy", err
	})
}

func (r *round) readCluster() error {
	cluster, err := r.api.GetClusterByName(name, false)
	if err != nil {
		return err
	}
	config, err := r.api.GetCloudConfigAws(cluster.Spec.CloudConfigRef.UID)
	if err != nil {
		return err
	}
	if cluster.Metadata.UID != r.cluster || len(config.Spec.MachinePoolConfig) != 2 {
		return fmt.Errorf("cluster %s has %d pools", cluster.Metadata.UID, len(config.Spec.MachinePoolConfig))
	}
	_, err = r.api.GetNodeStatusMapAws(cluster.Spec.CloudConfigRef.UID, "workers")
	return err
}

func (r *round) readKubeconfig() error {
	for _, read := range []func(string) (string, error){r.api.GetClusterAdminKubeConfig, r.api.GetClusterClientKubeConfig} {
		config, err := read(r.cluster)
		if err != nil {
			return err
		}
		if !strings.Contains(config, "clusters:") {
			return errors.New("that is no kubeconfig")
		}
	}
	return nil
}

func (r *round) refuseDelete() error {
	if err := r.api.DeleteClusterProfile(r.profile); err == nil {
		return errors.New("it was deleted under the cluster")
	}
	return nil
}

func (r *round) deleteCluster() error {
	if err := r.api.DeleteCluster(r.cluster); err != nil {
		return err
	}
	return r.await("the deletion", func() (bool, error) {
		cluster, err := r.api.GetCluster(r.cluster)
		return cluster == nil, err
	})
}

func (r *round) deleteRest() error {
	if err := r.api.DeleteClusterProfile(r.profile); err != nil {
		return err
	}
	if err := r.api.DeleteCloudAccountAws(r.account); err != nil {
		return err
	}
	clusters, err := r.api.SearchClusterSummaries(nil, nil)
	for _, left := range clusters {
		if left.Metadata.UID == r.cluster {
			return errors.New("the search still finds the cluster")
		}
	}
	return err
}
