profiles            = { "1.0.0" = "1.32.11", "1.1.0" = "1.33.9" }
profile_version     = "1.1.0"
environment         = "staging"
workers             = 3
tier                = "edge"
taint_effect        = "PreferNoSchedule"
volume_type         = "gp3"
review_repave_state = "Approved"
