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

data "spectrocloud_project" "shop" {
  name = "administration-shop"
}

# Permissions by the names that people know them by.
data "spectrocloud_permission" "granted" {
  for_each = var.granted
  name     = each.key
  scope    = each.value
}

resource "spectrocloud_role" "operator" {
  name        = "administration-operator"
  type        = "project"
  permissions = toset(flatten([for permission in data.spectrocloud_permission.granted : permission.permissions]))
}

resource "spectrocloud_role" "tagged" {
  name        = "administration-tagged"
  type        = "resource"
  permissions = var.tagged
}

data "spectrocloud_role" "viewer" {
  name = "Project Viewer"
}

data "spectrocloud_role" "auditor" {
  name = "Tenant Project Admin"
}

data "spectrocloud_role" "resources" {
  name = "Resource Cluster Viewer"
}

resource "spectrocloud_filter" "production" {
  metadata {
    name = "administration-production"
  }

  spec {
    filter_group {
      conjunction = "and"
      filters {
        key      = "env"
        negation = false
        operator = "eq"
        values   = var.environments
      }
    }
  }
}

resource "spectrocloud_team" "platform" {
  name                = "administration-platform"
  users               = [spectrocloud_user.ada.id]
  tenant_role_mapping = [data.spectrocloud_role.auditor.id]

  project_role_mapping {
    id    = data.spectrocloud_project.shop.id
    roles = [spectrocloud_role.operator.id]
  }
}

resource "spectrocloud_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  email      = "administration-ada@example.org"

  project_role {
    project_id = data.spectrocloud_project.shop.id
    role_ids   = var.more ? [data.spectrocloud_role.viewer.id, spectrocloud_role.operator.id] : [data.spectrocloud_role.viewer.id]
  }

  resource_role {
    project_ids = [data.spectrocloud_project.shop.id]
    filter_ids  = [spectrocloud_filter.production.id]
    role_ids    = [spectrocloud_role.tagged.id]
  }

  dynamic "resource_role" {
    for_each = var.more ? [data.spectrocloud_role.resources.id] : []
    content {
      project_ids = [data.spectrocloud_project.shop.id]
      filter_ids  = [spectrocloud_filter.production.id]
      role_ids    = [resource_role.value]
    }
  }

  # Whose team is said above; the provider takes it for a drift of the user.
  lifecycle {
    ignore_changes = [team_ids]
  }
}

data "spectrocloud_user" "ada" {
  email      = spectrocloud_user.ada.email
  depends_on = [spectrocloud_user.ada]
}

data "spectrocloud_team" "platform" {
  name       = spectrocloud_team.platform.name
  depends_on = [spectrocloud_team.platform]
}

# All channels of a component are one alert: without a type they are both mail and web hooks.
resource "spectrocloud_alert" "health" {
  project         = data.spectrocloud_project.shop.name
  component       = "ClusterHealth"
  type            = var.more ? null : "email"
  is_active       = true
  identifiers     = ["on-call@example.org"]
  alert_all_users = !var.more

  dynamic "http" {
    for_each = var.more ? ["https://hooks.example.org/easel"] : []
    content {
      method  = "POST"
      url     = http.value
      body    = jsonencode({ text = "{{message}}" })
      headers = { tag = "Health" }
    }
  }
}
