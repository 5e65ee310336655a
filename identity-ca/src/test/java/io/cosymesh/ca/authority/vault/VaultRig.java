package io.cosymesh.ca.authority.vault;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;

/**
 * A Vault with a PKI secrets engine at {@code pki}, a role {@code identity-ca} and logins
 * for it, real or not. Credentials are files in its home: {@code role-id},
 * {@code secret-id}, {@code token}, and {@code ca.pem} for its TLS.
 */
public interface VaultRig extends AutoCloseable {

	URI uri();

	Path home();

	/** Adds an intermediate below a root of its own. */
	String newIssuer();

	void defaultIssuer(String id);

	String defaultIssuer();

	void removeIssuer(String id);

	X509Certificate rootOf(String id);

	void role(String key, Object value);

	void allowSigning(boolean allowed);

	void revokeTokens();

	@Override
	void close();

	/** The role as the documentation has it. */
	static Map<String, Object> goodRole() {
		return Map.ofEntries(Map.entry("allowed_uri_sans", "spiffe://cosymesh.local/ns/*/sa/*"),
				Map.entry("allow_any_name", false), Map.entry("allow_ip_sans", false), Map.entry("require_cn", false),
				Map.entry("use_csr_common_name", false), Map.entry("use_csr_sans", false), Map.entry("key_type", "any"),
				Map.entry("key_usage", "DigitalSignature"), Map.entry("server_flag", true),
				Map.entry("client_flag", true), Map.entry("max_ttl", "24h"), Map.entry("not_before_duration", "60s"),
				Map.entry("no_store", true));
	}

}
