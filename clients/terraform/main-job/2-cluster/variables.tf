variable "insecure" {
  type    = bool
  default = false
}

variable "profiles" {
  description = "Versions of the infrastructure profile and the Kubernetes that each brings"
  type        = map(string)
}

variable "profile_version" {
  description = "The version that the cluster runs"
  type        = string
}

variable "environment" {
  type = string
}

variable "workers" {
  type = number
}

variable "tier" {
  type = string
}

variable "taint_effect" {
  type = string
}

variable "volume_type" {
  type = string
}

variable "review_repave_state" {
  description = "Approved lets the nodes be replaced"
  type        = string
  default     = ""
}

variable "adopt" {
  description = "Describe the cluster as an import finds it"
  type        = bool
  default     = false
}
