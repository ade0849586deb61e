# What `terraform import` needs to adopt each resource: an address and an id a line.
output "imports" {
  value = <<-LINES
    spectrocloud_alert.health ${spectrocloud_alert.health.id}
    spectrocloud_role.operator ${spectrocloud_role.operator.id}
    spectrocloud_role.tagged ${spectrocloud_role.tagged.id}
    spectrocloud_filter.production ${spectrocloud_filter.production.id}
    spectrocloud_user.ada ${spectrocloud_user.ada.id}
    spectrocloud_team.platform ${spectrocloud_team.platform.id}
  LINES
}

output "project" {
  value = data.spectrocloud_project.shop.id
}
