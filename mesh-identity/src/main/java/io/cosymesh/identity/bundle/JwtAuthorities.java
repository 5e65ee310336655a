package io.cosymesh.identity.bundle;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The JWT keys of a SPIFFE bundle: JWT-SVID §5, EC and RSA with a key ID.
 */
final class JwtAuthorities {

	private static final String JWT_SVID = "jwt-svid";

	private static final Set<String> KEY_TYPES = Set.of("EC", "RSA");

	private JwtAuthorities() {
	}

	static Map<String, PublicKey> read(ArrayNode keys) {
		Map<String, PublicKey> authorities = new TreeMap<>();
		for (JsonNode key : keys) {
			String keyId = text(key, "kid");
			boolean usable = JWT_SVID.equals(text(key, "use")) && KEY_TYPES.contains(text(key, "kty"));
			if (usable && !keyId.isEmpty()) {
				readKey(key, keyId, authorities);
			}
		}
		return authorities;
	}

	static List<Map<String, Object>> write(Map<String, PublicKey> authorities) {
		return new TreeMap<>(authorities).entrySet()
			.stream()
			.map((entry) -> jwk(entry.getKey(), entry.getValue()).toJSONObject())
			.toList();
	}

	private static String text(JsonNode key, String field) {
		JsonNode value = key.path(field);
		return value.isString() ? value.stringValue() : "";
	}

	private static void readKey(JsonNode key, String keyId, Map<String, PublicKey> authorities) {
		try {
			switch (JWK.parse(key.toString())) {
				case ECKey ec -> authorities.put(keyId, ec.toECPublicKey());
				case RSAKey rsa -> authorities.put(keyId, rsa.toRSAPublicKey());
				// B-3: what can't be used is passed over.
				default -> {
				}
			}
		}
		catch (ParseException | JOSEException | RuntimeException ex) {
			throw new MalformedBundleException("Trust bundle holds a 'jwt-svid' key that can't be read");
		}
	}

	private static JWK jwk(String keyId, PublicKey key) {
		KeyUse use = new KeyUse(JWT_SVID);
		return switch (key) {
			case ECPublicKey ec ->
				new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).keyID(keyId).keyUse(use).build();
			case RSAPublicKey rsa -> new RSAKey.Builder(rsa).keyID(keyId).keyUse(use).build();
			default -> throw new IllegalArgumentException("JWT authorities have EC or RSA keys");
		};
	}

}
