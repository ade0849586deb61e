resource "spectrocloud_cloudaccount_azure" "lab" {
  name                = "other-clouds-azure"
  azure_tenant_id     = "11111111-2222-4333-8444-555555555555"
  azure_client_id     = "66666666-7777-4888-9999-aaaaaaaaaaaa"
  azure_client_secret = "not-a-real-secret"
}

resource "spectrocloud_cluster_azure" "lab" {
  name             = "other-clouds-azure"
  cloud_account_id = spectrocloud_cloudaccount_azure.lab.id

  cloud_config {
    subscription_id = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff"
    resource_group  = "lab"
    region          = "northeurope"
    ssh_key         = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIASOqPDrKJESzUTTt89x6g29RmJP9nI4doWeUpJlm1oJ operator@example.org"
  }

  cluster_profile {
    id = spectrocloud_cluster_profile.infra["azure"].id
  }

  machine_pool {
    name          = "control-plane"
    control_plane = true
    count         = 1
    instance_type = "Standard_D2s_v3"
    azs           = ["1"]
    disk {
      size_gb = 60
      type    = "Standard_LRS"
    }
  }

  machine_pool {
    name          = "workers"
    count         = 1
    instance_type = "Standard_D4s_v3"
    azs           = ["1", "2"]
    disk {
      size_gb = 60
      type    = "Premium_LRS"
    }
  }
}
