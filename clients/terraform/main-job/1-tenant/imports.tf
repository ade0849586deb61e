# What `terraform import` needs to adopt each resource: an address and an id a line.
output "imports" {
  value = <<-LINES
    spectrocloud_project.team ${spectrocloud_project.team.id}
    spectrocloud_macros.company ${trimprefix(spectrocloud_macros.company.id, "tenant-macros-")}:tenant
  LINES
}
