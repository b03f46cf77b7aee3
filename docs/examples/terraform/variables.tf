variable "eu" {
  description = "Base URL of the region that is the realm's primary"
  type        = string
  default     = "https://eu.example.com"
}

variable "us" {
  description = "Base URL of the region that gets a replica"
  type        = string
  default     = "https://us.example.com"
}

variable "realm" {
  description = "The realm that is replicated; it is there already"
  type        = string
}

variable "active" {
  description = "Whether the replica serves end users"
  type        = bool
  default     = true
}

variable "client" {
  description = "Client id of the service account, the same in both regions"
  type        = string
  default     = "terraform"
}

variable "eu_client_secret" {
  type      = string
  sensitive = true
}

variable "us_client_secret" {
  type      = string
  sensitive = true
}
