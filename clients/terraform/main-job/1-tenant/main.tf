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

resource "spectrocloud_project" "team" {
  name        = "main-job"
  description = "Clusters of the team that runs the main job"
  tags        = ["cost-center:4711", "demo"]
}

resource "spectrocloud_macros" "company" {
  context = "tenant"
  macros = {
    main_job_domain = "example.org"
    main_job_proxy  = "proxy.example.org:3128"
  }
}
