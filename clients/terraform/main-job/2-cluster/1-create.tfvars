profiles        = { "1.0.0" = "1.32.11" }
profile_version = "1.0.0"
environment     = "test"
workers         = 2
tier            = "web"
taint_effect    = "NoSchedule"
volume_type     = "gp2"
