resource "spectrocloud_cloudaccount_aws" "lab" {
  name        = "other-clouds-aws"
  type        = "sts"
  arn         = "arn:aws:iam::123456789012:role/easel-lab"
  external_id = "easel-lab"
}

resource "spectrocloud_cluster_eks" "lab" {
  name             = "other-clouds-eks"
  cloud_account_id = spectrocloud_cloudaccount_aws.lab.id

  cloud_config {
    region = "eu-west-1"
  }

  cluster_profile {
    id = spectrocloud_cluster_profile.infra["eks"].id
  }

  machine_pool {
    name          = "workers"
    count         = 1
    instance_type = "t3.large"
    disk_size_gb  = 60
    azs           = ["eu-west-1a"]
  }
}
