package io.cosymesh.ca.cluster;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;

/**
 * A ServiceAccount token in the making, right until a test makes it wrong.
 */
public final class ServiceAccountToken {

	private final String keyId;

	private final KeyPair key;

	private final Map<String, Object> claims = new LinkedHashMap<>();

	ServiceAccountToken(String keyId, KeyPair key, String issuer, TestPod pod, Instant now) {
		this.keyId = keyId;
		this.key = key;
		this.claims.put("iss", issuer);
		this.claims.put("sub", "system:serviceaccount:%s:%s".formatted(pod.namespace(), pod.serviceAccount()));
		this.claims.put("aud", new ArrayList<>(List.of("identity-ca")));
		Map<String, Object> cluster = new HashMap<>();
		cluster.put("namespace", pod.namespace());
		cluster.put("serviceaccount", Map.of("name", pod.serviceAccount(), "uid", "sa-uid-" + pod.serviceAccount()));
		cluster.put("pod", Map.of("name", pod.name(), "uid", pod.uid()));
		this.claims.put("kubernetes.io", cluster);
		lasting(now, Duration.ofHours(1));
	}

	public ServiceAccountToken lasting(Instant from, Duration life) {
		return claim("iat", from.getEpochSecond()).claim("nbf", from.getEpochSecond())
			.claim("exp", from.plus(life).getEpochSecond());
	}

	public ServiceAccountToken audience(String... audiences) {
		return claim("aud", List.of(audiences));
	}

	public ServiceAccountToken claim(String name, Object value) {
		this.claims.put(name, value);
		return this;
	}

	public ServiceAccountToken without(String name) {
		this.claims.remove(name);
		return this;
	}

	@SuppressWarnings("unchecked")
	public ServiceAccountToken withoutInCluster(String name) {
		((Map<String, Object>) this.claims.get("kubernetes.io")).remove(name);
		return this;
	}

	public String sign() {
		return sign(this.keyId, this.key);
	}

	public String sign(String kid, KeyPair signer) {
		return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(),
				new RSASSASigner(signer.getPrivate()));
	}

	/** Signs with the public key as the secret. */
	public String confuse() {
		try {
			return sign(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(this.keyId).build(),
					new MACSigner(this.key.getPublic().getEncoded()));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public String unsigned() {
		return Base64URL.encode("{\"alg\":\"none\"}") + "." + new Payload(this.claims).toBase64URL() + ".";
	}

	private String sign(JWSHeader header, JWSSigner signer) {
		try {
			JWSObject token = new JWSObject(header, new Payload(this.claims));
			token.sign(signer);
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
