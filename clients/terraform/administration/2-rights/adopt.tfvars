granted      = { "Cluster" = "project", "Macro" = "project" }
tagged       = ["cluster.get", "cluster.list", "cluster.update"]
environments = ["production", "canary"]
more         = true
