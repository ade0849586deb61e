variable "insecure" {
  type    = bool
  default = false
}

variable "granted" {
  description = "Names of permissions, with the scope in which they are granted"
  type        = map(string)
}

variable "tagged" {
  description = "Permissions on what bears a tag"
  type        = set(string)
}

variable "environments" {
  type = list(string)
}

variable "more" {
  description = "Give the user more than one role, and the alert more than one channel"
  type        = bool
}
