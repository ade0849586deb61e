resource "spectrocloud_cloudaccount_gcp" "lab" {
  name = "other-clouds-gcp"
  gcp_json_credentials = jsonencode({
    type           = "service_account"
    project_id     = "lab-123456"
    private_key_id = "0000000000000000000000000000000000000000"
    private_key    = "not-a-real-key"
    client_email   = "easel@lab-123456.iam.gserviceaccount.com"
    client_id      = "100000000000000000000"
    token_uri      = "https://oauth2.googleapis.com/token"
  })
}

resource "spectrocloud_cluster_gcp" "lab" {
  name             = "other-clouds-gcp"
  cloud_account_id = spectrocloud_cloudaccount_gcp.lab.id

  cloud_config {
    project = "lab-123456"
    region  = "europe-west1"
  }

  cluster_profile {
    id = spectrocloud_cluster_profile.infra["gcp"].id
  }

  machine_pool {
    name          = "control-plane"
    control_plane = true
    count         = 1
    instance_type = "n1-standard-4"
    azs           = ["europe-west1-b"]
  }

  machine_pool {
    name          = "workers"
    count         = 1
    instance_type = "n1-standard-4"
    azs           = ["europe-west1-b"]
  }
}
