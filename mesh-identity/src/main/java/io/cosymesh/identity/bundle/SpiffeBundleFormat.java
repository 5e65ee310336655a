package io.cosymesh.identity.bundle;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.spiffe.spiffeid.TrustDomain;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The SPIFFE bundle format (SPIFFE_Trust_Domain_and_Bundle §4): a JWK set with the X.509
 * and JWT authorities of a trust domain. Keys of other uses are ignored.
 */
public final class SpiffeBundleFormat {

	private static final String X509_SVID = "x509-svid";

	private static final String TAINTED = "cosymesh_tainted";

	private static final String REVOKED = "cosymesh_revoked";

	private static final Set<String> KEY_TYPES = Set.of("EC", "RSA");

	private static final int KEY_CERT_SIGN = 5;

	static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private SpiffeBundleFormat() {
	}

	/**
	 * Reads a bundle.
	 * @param trustDomain the trust domain it is known to speak for: the document does not
	 * say
	 * @param json the document
	 * @return the bundle
	 * @throws MalformedBundleException when the document isn't a SPIFFE bundle
	 */
	public static TrustBundle parse(TrustDomain trustDomain, String json) {
		try {
			return parse(trustDomain, JSON.readTree(json));
		}
		catch (JacksonException ex) {
			throw new MalformedBundleException("Trust bundle is not valid JSON");
		}
	}

	/**
	 * Reads a bundle that is part of a larger document.
	 * @param trustDomain the trust domain it is known to speak for
	 * @param document the bundle's JSON object
	 * @return the bundle
	 * @throws MalformedBundleException when the object isn't a SPIFFE bundle
	 */
	public static TrustBundle parse(TrustDomain trustDomain, JsonNode document) {
		if (!(document.get("keys") instanceof ArrayNode keys)) {
			throw new MalformedBundleException("Trust bundle has no 'keys' array");
		}
		Set<X509Certificate> authorities = new LinkedHashSet<>();
		for (JsonNode key : keys) {
			authority(key).ifPresent(authorities::add);
		}
		long sequence = nonNegative(document, "spiffe_sequence", 0);
		long hint = nonNegative(document, "spiffe_refresh_hint", TrustBundle.DEFAULT_REFRESH_HINT.toSeconds());
		return new TrustBundle(trustDomain, authorities, JwtAuthorities.read(keys), distrust(document), sequence,
				Duration.ofSeconds(hint));
	}

	/**
	 * Writes a bundle.
	 * @param bundle the bundle
	 * @return the document
	 */
	public static String write(TrustBundle bundle) {
		return toJson(bundle).toString();
	}

	/**
	 * Writes a bundle as a JSON object to be put into a larger document.
	 * @param bundle the bundle
	 * @return the object
	 */
	public static JsonNode toJson(TrustBundle bundle) {
		ObjectNode document = JSON.createObjectNode();
		ArrayNode keys = document.putArray("keys");
		bundle.authorities()
			.stream()
			.sorted(Comparator.comparing(X509Certificate::getSerialNumber))
			.map(SpiffeBundleFormat::jwk)
			.forEach((jwk) -> keys.add(JSON.<JsonNode>valueToTree(jwk)));
		JwtAuthorities.write(bundle.jwtAuthorities()).forEach((jwk) -> keys.add(JSON.<JsonNode>valueToTree(jwk)));
		putDistrust(document, bundle.distrust());
		document.put("spiffe_sequence", bundle.sequence());
		document.put("spiffe_refresh_hint", bundle.refreshHint().toSeconds());
		return document;
	}

	private static Optional<X509Certificate> authority(JsonNode key) {
		JsonNode use = key.path("use");
		JsonNode keyType = key.path("kty");
		JsonNode certificate = key.path("x5c").path(0);
		boolean usable = use.isString() && use.stringValue().equals(X509_SVID) && keyType.isString()
				&& KEY_TYPES.contains(keyType.stringValue()) && certificate.isString();
		return usable ? Optional.of(signingCertificate(keyType.stringValue(), certificate.stringValue()))
				: Optional.empty();
	}

	private static X509Certificate signingCertificate(String keyType, String base64) {
		X509Certificate certificate = certificate(base64);
		boolean[] keyUsage = certificate.getKeyUsage();
		if (certificate.getBasicConstraints() < 0 || keyUsage == null || !keyUsage[KEY_CERT_SIGN]) {
			throw new MalformedBundleException("Trust bundle holds a certificate that may not sign others");
		}
		if (!certificate.getPublicKey().getAlgorithm().equals(keyType) || !isWritable(certificate)) {
			throw new MalformedBundleException("Trust bundle holds a certificate whose key is not what it says");
		}
		return certificate;
	}

	// What can be read must be fit to be passed on.
	private static boolean isWritable(X509Certificate certificate) {
		try {
			return !jwk(certificate).isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static X509Certificate certificate(String base64) {
		try {
			byte[] der = Base64.getDecoder().decode(base64);
			X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(der));
			if (Arrays.equals(certificate.getEncoded(), der)) {
				return certificate;
			}
		}
		catch (CertificateException | IllegalArgumentException ex) {
			// Told below, without what a stranger wrote.
		}
		throw new MalformedBundleException("Trust bundle holds an 'x5c' entry that is not a certificate");
	}

	private static Distrust distrust(JsonNode document) {
		try {
			return new Distrust(texts(document, TAINTED), texts(document, REVOKED));
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedBundleException("Trust bundle distrusts something that is no fingerprint");
		}
	}

	private static Set<String> texts(JsonNode document, String field) {
		Set<String> texts = new LinkedHashSet<>();
		for (JsonNode text : document.path(field)) {
			texts.add(text.asString(""));
		}
		return texts;
	}

	private static void putDistrust(ObjectNode document, Distrust distrust) {
		if (!distrust.tainted().isEmpty()) {
			document.set(TAINTED, JSON.valueToTree(new TreeSet<>(distrust.tainted())));
		}
		if (!distrust.revoked().isEmpty()) {
			document.set(REVOKED, JSON.valueToTree(new TreeSet<>(distrust.revoked())));
		}
	}

	private static long nonNegative(JsonNode document, String field, long otherwise) {
		JsonNode value = document.path(field);
		if (value.isMissingNode() || value.isNull()) {
			return otherwise;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
			throw new MalformedBundleException("Trust bundle's '%s' is not a whole number".formatted(field));
		}
		return value.longValue();
	}

	private static Map<String, Object> jwk(X509Certificate authority) {
		try {
			KeyUse use = new KeyUse(X509_SVID);
			JWK jwk = switch (authority.getPublicKey().getAlgorithm()) {
				case "EC" -> new ECKey.Builder(ECKey.parse(authority)).keyID(null)
					.keyUse(use)
					.notBeforeTime(null)
					.expirationTime(null)
					.x509CertSHA256Thumbprint(null)
					.build();
				case "RSA" -> new RSAKey.Builder(RSAKey.parse(authority)).keyID(null)
					.keyUse(use)
					.notBeforeTime(null)
					.expirationTime(null)
					.x509CertSHA256Thumbprint(null)
					.build();
				default -> throw new IllegalArgumentException("Authorities have EC or RSA keys");
			};
			return jwk.toJSONObject();
		}
		// The library builds no JWK of a point off the curve, with an unchecked
		// exception.
		catch (JOSEException | IllegalStateException ex) {
			throw new IllegalArgumentException("Authority can't be written as a JWK", ex);
		}
	}

}
