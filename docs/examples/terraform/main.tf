# A realm of eu that has a replica in us, and what eu may do in us. The regions are paired before (docs/pairing.md): somebody compares
# fingerprints by eye then, and no program should.
#
# A client with a service account in the master realm of each region, with the role manage-multi-region of the client master-realm:
#   export TF_VAR_eu_client_secret=... TF_VAR_us_client_secret=...
#
# Checked: terraform fmt. Not run: the provider could not be fetched where this was written, so neither validate, plan nor apply.

terraform {
  required_version = ">= 1.5"

  required_providers {
    restapi = {
      source  = "Mastercard/restapi"
      version = "~> 2.0"
    }
  }
}

provider "restapi" {
  alias                = "eu"
  uri                  = var.eu
  write_returns_object = false

  oauth_client_credentials {
    oauth_client_id      = var.client
    oauth_client_secret  = var.eu_client_secret
    oauth_token_endpoint = "${var.eu}/realms/master/protocol/openid-connect/token"
  }
}

provider "restapi" {
  alias                = "us"
  uri                  = var.us
  write_returns_object = false

  oauth_client_credentials {
    oauth_client_id      = var.client
    oauth_client_secret  = var.us_client_secret
    oauth_token_endpoint = "${var.us}/realms/master/protocol/openid-connect/token"
  }
}

# In us: eu may have it take a copy of this realm, and may take the primary role back.
resource "restapi_object" "eu_in_us" {
  provider = restapi.us

  path         = "/admin/realms/master/multi-region/regions"
  id_attribute = "region"
  object_id    = "eu"
  data         = jsonencode({ realms = [var.realm], mayBecomePrimary = true })

  # the region is there, by pairing: what it may do is changed, and taken back in the end
  create_path    = "/admin/realms/master/multi-region/regions/eu"
  create_method  = "PATCH"
  update_method  = "PATCH"
  destroy_method = "PATCH"
  destroy_data   = jsonencode({ realms = [], mayBecomePrimary = false })
}

# In eu: us may take the primary role.
resource "restapi_object" "us_in_eu" {
  provider = restapi.eu

  path         = "/admin/realms/master/multi-region/regions"
  id_attribute = "region"
  object_id    = "us"
  data         = jsonencode({ realms = [], mayBecomePrimary = true })

  create_path    = "/admin/realms/master/multi-region/regions/us"
  create_method  = "PATCH"
  update_method  = "PATCH"
  destroy_method = "PATCH"
  destroy_data   = jsonencode({ realms = [], mayBecomePrimary = false })
}

# The replica. It can be deleted only when it is out of service: set "active" to false and apply before you remove it.
resource "restapi_object" "replica" {
  provider   = restapi.eu
  depends_on = [restapi_object.eu_in_us, restapi_object.us_in_eu]

  path          = "/admin/realms/${var.realm}/multi-region/replicas"
  id_attribute  = "region"
  object_id     = "us"
  data          = jsonencode({ region = "us", activate = var.active })
  update_method = "PUT"
  update_data   = jsonencode({ status = var.active ? "ACTIVE" : "INACTIVE" })

  # status, lag and position change by themselves
  ignore_all_server_changes = true
}
