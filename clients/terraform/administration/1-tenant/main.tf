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

variable "strict" {
  type = bool
}

resource "spectrocloud_password_policy" "company" {
  min_password_length    = var.strict ? 14 : 10
  min_digits             = 1
  min_lowercase_letters  = 1
  min_uppercase_letters  = 1
  min_special_characters = var.strict ? 2 : 1
  password_expiry_days   = 180
  first_reminder_days    = 10
}

resource "spectrocloud_resource_limit" "company" {
  alert   = 50
  cluster = var.strict ? 100 : 200
}

resource "spectrocloud_platform_setting" "company" {
  session_timeout         = var.strict ? 60 : 120
  enable_auto_remediation = true
  login_banner {
    title   = "Notice"
    message = var.strict ? "Everything is recorded" : "Welcome"
  }
}

resource "spectrocloud_registry_helm" "charts" {
  name       = "administration-charts"
  endpoint   = var.strict ? "https://charts.example.org/strict" : "https://charts.example.org/stable"
  is_private = true

  credentials {
    credential_type = "basic"
    username        = "robot"
    password        = "not-a-real-password"
  }
}

resource "spectrocloud_registry_oci" "basic" {
  name              = "administration-oci"
  type              = "basic"
  provider_type     = "zarf"
  endpoint          = "https://oci.example.org"
  base_content_path = var.strict ? "strict" : "all"
  is_private        = true

  credentials {
    credential_type = "basic"
    username        = "robot"
    password        = "not-a-real-password"

    # The provider sends this in any case, and shows it when it is read.
    tls_config {
      insecure_skip_verify = false
    }
  }
}

resource "spectrocloud_registry_oci" "ecr" {
  name       = "administration-ecr"
  type       = "ecr"
  endpoint   = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
  is_private = true

  credentials {
    credential_type = "sts"
    arn             = var.strict ? "arn:aws:iam::123456789012:role/strict" : "arn:aws:iam::123456789012:role/registry"
    external_id     = "external"

    tls_config {
      insecure_skip_verify = false
    }
  }
}

resource "spectrocloud_project" "shop" {
  name        = "administration-shop"
  description = var.strict ? "Watched" : "Open"
}

# Nothing else here lies in a project.
output "project" {
  value = ""
}
