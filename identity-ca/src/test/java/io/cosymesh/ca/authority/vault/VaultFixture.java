package io.cosymesh.ca.authority.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.authority.Signer;
import io.cosymesh.ca.authority.UpstreamCa;
import io.cosymesh.ca.authority.vault.tls.HttpsFixture;
import io.cosymesh.ca.authority.vault.tls.HttpsFixture.Answer;
import io.cosymesh.ca.authority.vault.tls.HttpsFixture.Call;

/**
 * Speaks HTTPS as Vault does and really signs, with tokens that expire and the errors
 * that Vault gives.
 */
public final class VaultFixture implements VaultRig {

	static final String ROLE_ID = "role-id-5a1c";

	static final String SECRET_ID = "secret-id-77f0e2";

	static final String JWT = "eyJhbGciOiJSUzI1NiJ9.service-account.signature";

	private static final Answer DENIED = error(403, "1 error occurred:\n\t* permission denied\n\n");

	private final HttpsFixture server;

	private final Path home;

	private final Map<String, Grant> tokens = new ConcurrentHashMap<>();

	private final Map<String, UpstreamCa> issuers = new LinkedHashMap<>();

	private final Map<String, Object> role = new ConcurrentHashMap<>();

	private volatile String defaultIssuer;

	private volatile boolean signingAllowed = true;

	private volatile boolean sealed;

	volatile boolean renewable = true;

	volatile Duration tokenTtl = Duration.ofHours(1);

	volatile int logins;

	volatile int renewals;

	volatile String namespace = "";

	volatile UnaryOperator<LeafOrder> tampering = UnaryOperator.identity();

	public VaultFixture(Path home) {
		this.home = home;
		this.defaultIssuer = newIssuer();
		this.role.putAll(VaultRig.goodRole());
		write("role-id", ROLE_ID);
		write("secret-id", SECRET_ID);
		write("jwt", JWT);
		write("token", grant("token-in-a-file"));
		this.server = new HttpsFixture(this::answer);
		write("ca.pem", UpstreamCa.pem(this.server.authority()));
	}

	@Override
	public URI uri() {
		return this.server.uri();
	}

	@Override
	public Path home() {
		return this.home;
	}

	@Override
	public String newIssuer() {
		Instant now = Instant.now();
		UpstreamCa root = UpstreamCa.recipe(now, Keys.p256()).pathLength(1).sign(null);
		return addIssuer(root.intermediate(now));
	}

	String addIssuer(UpstreamCa issuer) {
		String id = UUID.randomUUID().toString();
		synchronized (this.issuers) {
			this.issuers.put(id, issuer);
		}
		return id;
	}

	@Override
	public void defaultIssuer(String id) {
		this.defaultIssuer = id;
	}

	@Override
	public void removeIssuer(String id) {
		synchronized (this.issuers) {
			this.issuers.remove(id);
		}
	}

	@Override
	public String defaultIssuer() {
		return this.defaultIssuer;
	}

	@Override
	public X509Certificate rootOf(String id) {
		synchronized (this.issuers) {
			return this.issuers.get(id).top();
		}
	}

	@Override
	public void role(String key, Object value) {
		this.role.put(key, value);
	}

	@Override
	public void allowSigning(boolean allowed) {
		this.signingAllowed = allowed;
	}

	@Override
	public void revokeTokens() {
		this.tokens.clear();
	}

	void write(String name, String content) {
		try {
			Files.writeString(this.home.resolve(name), content + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String grant(String token) {
		this.tokens.put(token, new Grant(Instant.now().plus(this.tokenTtl)));
		return token;
	}

	public void seal(boolean now) {
		this.sealed = now;
	}

	void stop() {
		this.server.stop();
	}

	void restart() {
		this.server.restart();
	}

	List<String> tokensGiven() {
		return List.copyOf(this.tokens.keySet());
	}

	@Override
	public void close() {
		this.server.stop();
	}

	private Answer answer(Call call) {
		this.namespace = call.header("X-Vault-Namespace");
		if (this.sealed) {
			return error(503, "Vault is sealed");
		}
		return switch (call.path()) {
			case "/v1/auth/approle/login" ->
				login(ROLE_ID.equals(call.body("role_id")) && SECRET_ID.equals(call.body("secret_id")),
						"invalid role or secret ID");
			case "/v1/auth/kubernetes/login" ->
				login("identity-ca".equals(call.body("role")) && JWT.equals(call.body("jwt")), "permission denied");
			default -> authenticated(call);
		};
	}

	private Answer login(boolean right, String error) {
		if (!right) {
			return error(400, error);
		}
		this.logins++;
		return granted(grant("hvs." + UUID.randomUUID()));
	}

	private Answer granted(String token) {
		return Answer.of(200,
				Map.of("auth",
						Map.of("client_token", token, "accessor", "accessor-of-token", "policies",
								List.of("default", "identity-ca"), "lease_duration", this.tokenTtl.toSeconds(),
								"renewable", this.renewable, "token_type", "service")));
	}

	private Answer authenticated(Call call) {
		String token = call.header("X-Vault-Token");
		Grant grant = this.tokens.get(token);
		if (grant == null || !Instant.now().isBefore(grant.expiry())) {
			return DENIED;
		}
		String path = call.path();
		if (path.equals("/v1/auth/token/renew-self")) {
			this.renewals++;
			return granted(grant(token));
		}
		if (path.equals("/v1/auth/token/revoke-self")) {
			this.tokens.remove(token);
			return new Answer(204, "");
		}
		if (path.equals("/v1/auth/token/lookup-self")) {
			return Answer.of(200, Map.of("data", Map.of("ttl", this.tokenTtl.toSeconds(), "renewable", this.renewable,
					"type", "service", "accessor", "accessor-of-token")));
		}
		if (path.equals("/v1/sys/capabilities-self")) {
			return Answer.of(200,
					Map.of("data", Map.of("pki/sign/identity-ca", List.of(this.signingAllowed ? "update" : "deny"))));
		}
		if (path.startsWith("/v1/pki/issuer")) {
			return issuers(path);
		}
		return path.equals("/v1/pki/sign/identity-ca") ? (this.signingAllowed ? sign(call) : DENIED)
				: new Answer(404, "{\"errors\":[]}");
	}

	private Answer issuers(String path) {
		synchronized (this.issuers) {
			if (path.startsWith("/v1/pki/issuers")) {
				return Answer.of(200, Map.of("data", Map.of("keys", List.copyOf(this.issuers.keySet()))));
			}
			String id = path.substring("/v1/pki/issuer/".length());
			UpstreamCa issuer = this.issuers.get(id);
			if (issuer == null) {
				return error(404, "unable to find PKI issuer for reference: " + id);
			}
			List<String> chain = issuer.path().stream().map((one) -> UpstreamCa.pem(one)).toList();
			return Answer.of(200,
					Map.of("data",
							Map.of("issuer_id", id, "key_id", UUID.randomUUID().toString(), "certificate",
									chain.getFirst(), "ca_chain", chain, "usage",
									"read-only,issuing-certificates,crl-signing", "revoked", false)));
		}
	}

	private Answer sign(Call call) {
		Object allowed = this.role.get("allowed_uri_sans");
		String uri = call.body("uri_sans");
		if (Boolean.TRUE.equals(this.role.get("require_cn"))) {
			return error(400, "the common_name field is required, or must be provided in a CSR with"
					+ " \"use_csr_common_name\" set to true, unless \"require_cn\" is set to false");
		}
		if (!(allowed instanceof String glob) || !uri.matches(glob.replace(".", "\\.").replace("*", ".*"))) {
			return error(400,
					"URI Subject Alternative Names were provided via the API which are not valid for this role");
		}
		Duration asked = Duration.parse("PT" + call.body("ttl"));
		Duration most = Duration.parse("PT" + this.role.get("max_ttl"));
		UpstreamCa issuer;
		synchronized (this.issuers) {
			issuer = this.issuers.get(this.defaultIssuer);
		}
		LeafOrder order = new LeafOrder(csr(call.body("csr")), issuer, List.of(uri),
				(asked.compareTo(most) < 0) ? asked : most, this.role);
		X509Certificate leaf = this.tampering.apply(order).sign();
		return Answer.of(200,
				Map.of("data",
						Map.of("certificate", UpstreamCa.pem(leaf).strip(), "issuing_ca",
								UpstreamCa.pem(issuer.certificate()).strip(), "ca_chain",
								issuer.path().stream().map((one) -> UpstreamCa.pem(one).strip()).toList(),
								"serial_number", leaf.getSerialNumber().toString(16)),
						"warnings", List.of()));
	}

	private static PKCS10CertificationRequest csr(String pem) {
		try (PEMParser parser = new PEMParser(new java.io.StringReader(pem))) {
			return (PKCS10CertificationRequest) parser.readObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Answer error(int status, String error) {
		return Answer.of(status, Map.of("errors", List.of(error)));
	}

	private record Grant(Instant expiry) {
	}

	/**
	 * A leaf about to be signed, to be tampered with.
	 */
	record LeafOrder(PKCS10CertificationRequest csr, UpstreamCa issuer, List<String> uris, Duration ttl,
			Map<String, Object> role) {

		private static final SecureRandom RANDOM = new SecureRandom();

		LeafOrder csr(PKCS10CertificationRequest other) {
			return new LeafOrder(other, this.issuer, this.uris, this.ttl, this.role);
		}

		LeafOrder issuer(UpstreamCa other) {
			return new LeafOrder(this.csr, other, this.uris, this.ttl, this.role);
		}

		LeafOrder uris(String... others) {
			return new LeafOrder(this.csr, this.issuer, List.of(others), this.ttl, this.role);
		}

		LeafOrder ttl(Duration other) {
			return new LeafOrder(this.csr, this.issuer, this.uris, other, this.role);
		}

		LeafOrder role(String key, Object value) {
			Map<String, Object> changed = new LinkedHashMap<>(this.role);
			changed.put(key, value);
			return new LeafOrder(this.csr, this.issuer, this.uris, this.ttl, changed);
		}

		X509Certificate sign() {
			try {
				Instant now = Instant.now();
				X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
						X500Name.getInstance(this.issuer.certificate().getSubjectX500Principal().getEncoded()),
						new BigInteger(this.role.containsKey("small_serial") ? 16 : 158, RANDOM).add(BigInteger.ONE),
						Date.from(now.minusSeconds(30)), Date.from(now.plus(this.ttl)), new X500Name(""),
						this.csr.getSubjectPublicKeyInfo());
				List<GeneralName> names = new ArrayList<>();
				this.uris.forEach((uri) -> names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
				if (this.role.containsKey("dns")) {
					names.add(new GeneralName(GeneralName.dNSName, "vault.example"));
				}
				if (!names.isEmpty()) {
					builder.addExtension(Extension.subjectAlternativeName, true,
							new GeneralNames(names.toArray(GeneralName[]::new)));
				}
				builder.addExtension(Extension.keyUsage, true, new KeyUsage(this.role.containsKey("cert_sign")
						? KeyUsage.digitalSignature | KeyUsage.keyCertSign : KeyUsage.digitalSignature));
				builder.addExtension(Extension.extendedKeyUsage, false,
						new ExtendedKeyUsage(Boolean.FALSE.equals(this.role.get("client_flag"))
								? new KeyPurposeId[] { KeyPurposeId.id_kp_serverAuth }
								: new KeyPurposeId[] { KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth }));
				String algorithm = Signer.algorithm(this.issuer.keys().getPublic());
				return new JcaX509CertificateConverter().getCertificate(
						builder.build(new JcaContentSignerBuilder(algorithm).build(this.issuer.keys().getPrivate())));
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
