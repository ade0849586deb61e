terraform {
  required_providers {
    spectrocloud = {
      source = "spectrocloud/spectrocloud"
    }
  }
}

provider "spectrocloud" {
  project_name              = "main-job"
  ignore_insecure_tls_error = var.insecure
}

data "spectrocloud_project" "team" {
  name = "main-job"
}

resource "spectrocloud_macros" "team" {
  context = "project"
  macros = {
    main_job_owner = "platform@example.org"
  }
}

resource "spectrocloud_ssh_key" "operator" {
  name    = "main-job-operator"
  ssh_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIASOqPDrKJESzUTTt89x6g29RmJP9nI4doWeUpJlm1oJ operator@example.org"
}

resource "spectrocloud_cloudaccount_aws" "lab" {
  name           = "main-job-lab"
  type           = "secret"
  aws_access_key = "AKIAMAINJOBEXAMPLE00"
  aws_secret_key = "not-a-real-secret-of-the-main-job-suite"

  # The API never returns a secret, so an imported account has none to compare with.
  lifecycle {
    ignore_changes = [aws_secret_key]
  }
}

resource "spectrocloud_cluster_aws" "web" {
  name                = "main-job-web"
  tags                = ["env:${var.environment}", "web"]
  cloud_account_id    = spectrocloud_cloudaccount_aws.lab.id
  review_repave_state = var.review_repave_state

  cloud_config {
    region       = "eu-west-1"
    ssh_key_name = spectrocloud_ssh_key.operator.name
  }

  cluster_profile {
    id        = spectrocloud_cluster_profile.infra[var.profile_version].id
    variables = { pod_cidr = "10.244.0.0/16", volume_type = var.volume_type }
  }

  # An add-on that spectrocloud_addon_deployment attached is imported as one of the cluster's own profiles.
  dynamic "cluster_profile" {
    for_each = var.adopt ? [spectrocloud_cluster_profile.add_on.id] : []
    content {
      id = cluster_profile.value
    }
  }

  machine_pool {
    name                    = "control-plane"
    control_plane           = true
    control_plane_as_worker = false
    count                   = 1
    instance_type           = "m5.large"
    azs                     = ["eu-west-1a"]
  }

  machine_pool {
    name              = "workers"
    count             = var.workers
    instance_type     = "m5.large"
    disk_size_gb      = 80
    azs               = ["eu-west-1a", "eu-west-1b"]
    additional_labels = { tier = var.tier }

    taints {
      key    = "dedicated"
      value  = "web"
      effect = var.taint_effect
    }
  }
}

resource "spectrocloud_addon_deployment" "settings" {
  count       = var.adopt ? 0 : 1
  cluster_uid = spectrocloud_cluster_aws.web.id

  cluster_profile {
    id = spectrocloud_cluster_profile.add_on.id
  }
}

data "spectrocloud_cluster" "web" {
  name       = spectrocloud_cluster_aws.web.name
  depends_on = [spectrocloud_cluster_aws.web]

  lifecycle {
    postcondition {
      condition     = self.state == "Running" && self.admin_kube_config != ""
      error_message = "The cluster is ${self.state} and must be Running with a kubeconfig."
    }
  }
}
