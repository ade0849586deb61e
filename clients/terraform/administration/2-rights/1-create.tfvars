granted      = { "App Deployment" = "project", "Cluster" = "project" }
tagged       = ["cluster.get", "cluster.list"]
environments = ["production"]
more         = false
