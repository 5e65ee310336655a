package io.cosymesh.ca.authority.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.vault.VaultContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.authority.UpstreamCa;

/**
 * A real Vault in development mode, with a second listener that speaks TLS.
 */
final class ContainerVault {

	/** The one that docker-compose.yml names. */
	static final String IMAGE = "hashicorp/vault:1.20.4";

	private static final String ROOT_TOKEN = "root-of-the-test";

	private static final int TLS_PORT = 8300;

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String POLICY = """
			path "pki/sign/identity-ca" { capabilities = ["update"] }
			path "pki/issuers" { capabilities = ["read", "list"] }
			path "pki/issuer/*" { capabilities = ["read"] }
			""";

	private final UpstreamCa tls = UpstreamCa.root(Instant.now());

	private final HttpClient client = HttpClient.newHttpClient();

	private final VaultContainer<?> container;

	ContainerVault() {
		KeyPair keys = Keys.p256();
		this.container = new VaultContainer<>(DockerImageName.parse(IMAGE)).withVaultToken(ROOT_TOKEN)
			.withStartupTimeout(Duration.ofMinutes(2))
			.withEnv("VAULT_LOCAL_CONFIG",
					JSON.writeValueAsString(Map.of("listener",
							List.of(Map.of("tcp",
									Map.of("address", "0.0.0.0:" + TLS_PORT, "tls_cert_file", "/vault/file/tls.crt",
											"tls_key_file", "/vault/file/tls.key"))))))
			.withCopyToContainer(Transferable.of(UpstreamCa.pem(certificate(keys)), 0644), "/vault/file/tls.crt")
			.withCopyToContainer(Transferable.of(UpstreamCa.pkcs8(keys.getPrivate()), 0644), "/vault/file/tls.key");
		this.container.addExposedPort(TLS_PORT);
		this.container.start();
	}

	VaultRig rig(Path home) {
		return new Rig(home);
	}

	void stop() {
		this.container.stop();
	}

	private X509Certificate certificate(KeyPair keys) {
		try {
			Instant now = Instant.now();
			return new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(
					X500Name.getInstance(this.tls.certificate().getSubjectX500Principal().getEncoded()), BigInteger.TWO,
					Date.from(now.minusSeconds(60)), Date.from(now.plus(Duration.ofDays(1))), new X500Name("CN=vault"),
					keys.getPublic())
				.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
				.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.tls.keys().getPrivate())));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JsonNode ask(String method, String path, Map<String, ?> body) {
		try {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://localhost:%d/v1/%s".formatted(this.container.getMappedPort(8200), path)))
				.header("X-Vault-Token", ROOT_TOKEN)
				.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
				.build();
			HttpResponse<String> answer = this.client.send(request, BodyHandlers.ofString());
			if (answer.statusCode() >= 400) {
				throw new IllegalStateException(path + ": " + answer.body());
			}
			return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body()).path("data");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Sets the engine up anew for each test. */
	private final class Rig implements VaultRig {

		private final Path home;

		private final Map<String, Object> role = new LinkedHashMap<>(VaultRig.goodRole());

		private String defaultIssuer;

		private Rig(Path home) {
			this.home = home;
			ask("POST", "sys/mounts/pki", Map.of("type", "pki", "config", Map.of("max_lease_ttl", "87600h")));
			ask("POST", "sys/auth/approle", Map.of("type", "approle"));
			allowSigning(true);
			this.defaultIssuer = newIssuer();
			defaultIssuer(this.defaultIssuer);
			ask("POST", "pki/roles/identity-ca", this.role);
			ask("POST", "auth/approle/role/identity-ca", Map.of("token_policies", "identity-ca", "token_ttl", "20m"));
			write("role-id", ask("GET", "auth/approle/role/identity-ca/role-id", Map.of()).get("role_id").asString());
			write("secret-id",
					ask("POST", "auth/approle/role/identity-ca/secret-id", Map.of()).get("secret_id").asString());
			write("ca.pem", tls.rootPem());
			write("token", token());
		}

		private String token() {
			try {
				HttpRequest request = HttpRequest
					.newBuilder(URI
						.create("http://localhost:%d/v1/auth/token/create".formatted(container.getMappedPort(8200))))
					.header("X-Vault-Token", ROOT_TOKEN)
					.POST(BodyPublishers.ofString("{\"policies\":[\"identity-ca\"],\"ttl\":\"20m\"}"))
					.build();
				return JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
					.get("auth")
					.get("client_token")
					.asString();
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public URI uri() {
			return URI.create("https://localhost:" + container.getMappedPort(TLS_PORT));
		}

		@Override
		public Path home() {
			return this.home;
		}

		@Override
		public String newIssuer() {
			UpstreamCa root = UpstreamCa.recipe(Instant.now(), Keys.p256()).pathLength(1).sign(null);
			UpstreamCa issuer = root.intermediate(Instant.now());
			JsonNode imported = ask("POST", "pki/issuers/import/bundle",
					Map.of("pem_bundle", issuer.keyPem() + UpstreamCa.pem(issuer.path().toArray())));
			for (JsonNode id : imported.get("imported_issuers")) {
				if (!imported.path("mapping").path(id.asString()).asString("").isEmpty()) {
					return id.asString();
				}
			}
			throw new IllegalStateException("Vault imported no issuer with a key");
		}

		@Override
		public void defaultIssuer(String id) {
			this.defaultIssuer = id;
			ask("POST", "pki/config/issuers", Map.of("default", id));
		}

		@Override
		public String defaultIssuer() {
			return this.defaultIssuer;
		}

		@Override
		public void removeIssuer(String id) {
			ask("DELETE", "pki/issuer/" + id, Map.of());
		}

		@Override
		public X509Certificate rootOf(String id) {
			JsonNode chain = ask("GET", "pki/issuer/" + id, Map.of()).get("ca_chain");
			return PemCertificates.read(chain.get(chain.size() - 1).asString()).getFirst();
		}

		@Override
		public void role(String key, Object value) {
			this.role.put(key, value);
			ask("POST", "pki/roles/identity-ca", this.role);
		}

		@Override
		public void allowSigning(boolean allowed) {
			ask("POST", "sys/policies/acl/identity-ca",
					Map.of("policy", allowed ? POLICY : POLICY.replace("\"update\"", "\"deny\"")));
		}

		@Override
		public void revokeTokens() {
			ask("POST", "sys/leases/revoke-prefix/auth/approle", Map.of());
		}

		@Override
		public void close() {
			ask("DELETE", "sys/mounts/pki", Map.of());
			ask("DELETE", "sys/auth/approle", Map.of());
		}

		private void write(String name, String content) {
			try {
				Files.writeString(this.home.resolve(name), content, StandardCharsets.US_ASCII);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
