package io.cosymesh.identity.jwt;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token of the JWT-SVID profile whose signature nobody has checked yet: compact
 * serialization, a header of three parameters at most, claims of the right types. Every
 * part must be written in the one way there is, so that no two texts are the same token.
 */
record CompactToken(JWSObject jws, SvidClaims claims) {

	private static final int MAX_LENGTH = 8192;

	private static final Pattern PARTS = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]*)");

	private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");

	private static final Set<String> TYPES = Set.of("JWT", "JOSE");

	private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384,
			JWSAlgorithm.RS512, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512, JWSAlgorithm.PS256,
			JWSAlgorithm.PS384, JWSAlgorithm.PS512);

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	static CompactToken parse(String token) throws JwtSvidRefusedException {
		if (token.length() > MAX_LENGTH) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.TOKEN_TOO_LARGE,
					"the token is longer than %d characters".formatted(MAX_LENGTH));
		}
		Matcher parts = PARTS.matcher(token);
		if (!parts.matches()) {
			throw malformed("it is not a JWS in compact serialization");
		}
		requireHeader(json(parts.group(1)));
		SvidClaims claims = SvidClaims.of(json(parts.group(2)));
		if (decode(parts.group(3)).length == 0) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.INVALID_SIGNATURE, "the token is not signed");
		}
		try {
			JWSObject jws = new JWSObject(new Base64URL(parts.group(1)), new Base64URL(parts.group(2)),
					new Base64URL(parts.group(3)));
			return new CompactToken(jws, claims);
		}
		catch (ParseException | RuntimeException ex) {
			throw malformed("it is not a JWS");
		}
	}

	JWSAlgorithm algorithm() {
		return this.jws.getHeader().getAlgorithm();
	}

	@Nullable String keyId() {
		return this.jws.getHeader().getKeyID();
	}

	boolean isSignedWith(JWSVerifier verifier) {
		try {
			return this.jws.verify(verifier);
		}
		catch (JOSEException | RuntimeException ex) {
			return false;
		}
	}

	JwtSvid toSvid(String hint) {
		List<String> audience = this.claims.audience();
		@Nullable Instant issuedAt = this.claims.issuedAt();
		return new JwtSvid(this.jws.serialize(), this.claims.subject(), audience, this.claims.expiresAt(), issuedAt,
				hint);
	}

	@Override
	public String toString() {
		return "CompactToken[subject=%s]".formatted(this.claims.subject());
	}

	private static void requireHeader(ObjectNode header) throws JwtSvidRefusedException {
		JsonNode algorithm = header.path("alg");
		if (!algorithm.isString() || !ALGORITHMS.contains(new JWSAlgorithm(algorithm.stringValue()))) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.UNSUPPORTED_ALGORITHM,
					"alg must be one of RS, ES or PS with 256, 384 or 512");
		}
		if (!HEADERS.containsAll(header.propertyNames())) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.FORBIDDEN_HEADER,
					"the header may have alg, kid and typ and nothing else");
		}
		JsonNode type = header.path("typ");
		if (!type.isMissingNode() && !(type.isString() && TYPES.contains(type.stringValue()))) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.WRONG_TYPE, "typ must be JWT or JOSE, or left out");
		}
		if (header.has("kid") && !header.path("kid").isString()) {
			throw malformed("kid is not a text");
		}
	}

	private static ObjectNode json(String part) throws JwtSvidRefusedException {
		byte[] bytes = decode(part);
		try {
			if (JSON.readTree(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			// Told below, without what a stranger wrote.
		}
		throw malformed("header and payload must be JSON objects without repeated names");
	}

	private static byte[] decode(String part) throws JwtSvidRefusedException {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(part);
			if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below.
		}
		throw malformed("its parts must be base64url as RFC 4648 writes it");
	}

	private static JwtSvidRefusedException malformed(String message) {
		return new JwtSvidRefusedException(JwtSvidRefusal.MALFORMED_TOKEN, message);
	}

}
