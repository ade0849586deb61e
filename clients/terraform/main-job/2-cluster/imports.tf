# What `terraform import` needs to adopt each resource: an address and an id a line.
output "imports" {
  value = <<-LINES
    spectrocloud_macros.team ${data.spectrocloud_project.team.id}:project
    spectrocloud_ssh_key.operator ${spectrocloud_ssh_key.operator.id}:project
    spectrocloud_cloudaccount_aws.lab ${spectrocloud_cloudaccount_aws.lab.id}:project
    spectrocloud_cluster_profile.add_on ${spectrocloud_cluster_profile.add_on.id}:project
    %{for version, profile in spectrocloud_cluster_profile.infra~}
    spectrocloud_cluster_profile.infra["${version}"] ${profile.id}:project
    %{endfor~}
    spectrocloud_cluster_aws.web ${spectrocloud_cluster_aws.web.id}:project
  LINES
}

output "project" {
  value = data.spectrocloud_project.team.id
}

output "cluster" {
  value = spectrocloud_cluster_aws.web.id
}
