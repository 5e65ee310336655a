# Vault of the profile vault. vault.crt and vault.key are yours: good for the name vault, by an authority that is in ca.pem
# beside them, for the commands in this container, and in the file that COSYMESH_CA_VAULT_CAFILE names.
storage "file" {
  path = "/vault/file"
}

listener "tcp" {
  address       = "0.0.0.0:8200"
  tls_cert_file = "/vault/tls/vault.crt"
  tls_key_file  = "/vault/tls/vault.key"
}

# A container without privileges can't lock pages: give the host an encrypted swap, or none.
disable_mlock = true
