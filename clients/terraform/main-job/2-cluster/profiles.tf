data "spectrocloud_registry" "public" {
  name = "Public Repo"
}

locals {
  layers = {
    os  = { name = "ubuntu-aws", version = "22.04" }
    cni = { name = "cni-calico", version = "3.31.4" }
    csi = { name = "csi-aws-ebs", version = "1.55.0" }
  }

  # Layers that are not left at the pack's own values.
  values = {
    kubernetes  = <<-YAML
      pack:
        podCIDR: "{{ .spectro.var.pod_cidr }}"
        serviceClusterIpRange: 10.96.0.0/12
    YAML
    csi-aws-ebs = <<-YAML
      storageClasses:
        - name: standard
          type: "{{ .spectro.var.volume_type }}"
    YAML
  }
}

data "spectrocloud_pack" "layer" {
  for_each     = local.layers
  name         = each.value.name
  version      = each.value.version
  registry_uid = data.spectrocloud_registry.public.id
}

data "spectrocloud_pack" "kubernetes" {
  for_each     = var.profiles
  name         = "kubernetes"
  version      = each.value
  registry_uid = data.spectrocloud_registry.public.id
}

resource "spectrocloud_cluster_profile" "infra" {
  for_each = var.profiles
  name     = "main-job-infra"
  version  = each.key
  cloud    = "aws"
  type     = "infra"
  tags     = ["owner:platform"]

  profile_variables {
    variable {
      name         = "pod_cidr"
      display_name = "Pod network"
      format       = "ipv4cidr"
      required     = true
    }
    variable {
      name          = "volume_type"
      display_name  = "EBS volume type"
      default_value = "gp2"
      input_type    = "dropdown"
      options {
        label = "General purpose 2"
        value = "gp2"
      }
      options {
        label = "General purpose 3"
        value = "gp3"
      }
    }
  }

  dynamic "pack" {
    for_each = [
      data.spectrocloud_pack.layer["os"],
      data.spectrocloud_pack.kubernetes[each.key],
      data.spectrocloud_pack.layer["cni"],
      data.spectrocloud_pack.layer["csi"],
    ]
    content {
      name   = pack.value.name
      tag    = pack.value.version
      uid    = pack.value.id
      values = lookup(local.values, pack.value.name, pack.value.values)
    }
  }
}

resource "spectrocloud_cluster_profile" "add_on" {
  name       = "main-job-settings"
  depends_on = [spectrocloud_macros.team]

  pack {
    name = "settings"
    type = "manifest"
    manifest {
      name    = "settings"
      content = <<-YAML
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: default
        data:
          owner: "{{ .spectro.macro.main_job_owner }}"
          domain: "{{ .spectro.macro.main_job_domain }}"
      YAML
    }
  }
}
