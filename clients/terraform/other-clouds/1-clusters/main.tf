terraform {
  required_providers {
    spectrocloud = {
      source = "spectrocloud/spectrocloud"
    }
  }
}

provider "spectrocloud" {
  ignore_insecure_tls_error = var.insecure
}

variable "insecure" {
  type    = bool
  default = false
}

data "spectrocloud_project" "default" {
  name = "Default"
}

output "project" {
  value = data.spectrocloud_project.default.id
}

data "spectrocloud_registry" "public" {
  name = "Public Repo"
}

locals {
  # The four layers of each cloud's infrastructure profile, from the ground up.
  layers = {
    azure = ["ubuntu-azure 22.04", "kubernetes 1.32.11", "cni-calico-azure 3.31.4", "csi-azure 1.34.2"]
    gcp   = ["ubuntu-gcp 22.04", "kubernetes 1.32.11", "cni-calico 3.31.4", "csi-gcp-driver 1.22.4"]
    eks   = ["amazon-linux-eks 1.0.0", "kubernetes-eks 1.33", "cni-aws-vpc-eks-helm 1.20.1", "csi-aws-ebs 1.55.0"]
  }
}

data "spectrocloud_pack" "layer" {
  for_each     = toset(flatten(values(local.layers)))
  name         = split(" ", each.value)[0]
  version      = split(" ", each.value)[1]
  registry_uid = data.spectrocloud_registry.public.id
}

resource "spectrocloud_cluster_profile" "infra" {
  for_each = local.layers
  name     = "other-clouds-${each.key}"
  cloud    = each.key
  type     = "cluster"

  dynamic "pack" {
    for_each = [for layer in each.value : data.spectrocloud_pack.layer[layer]]
    content {
      name         = pack.value.name
      tag          = pack.value.version
      uid          = pack.value.id
      registry_uid = pack.value.registry_uid
      values       = pack.value.values
    }
  }
}
