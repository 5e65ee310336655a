package io.cosymesh.workloadapi.server;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.JWTSVID;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.jwt.JwtSvid;
import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * The messages of the JWT profile.
 *
 * @param hint what the operator says the SVID is for; may be empty
 */
record JwtAnswers(String hint) {

	JWTSVIDResponse svid(JwtSvid svid) {
		return JWTSVIDResponse.newBuilder()
			.addSvids(JWTSVID.newBuilder()
				.setSpiffeId(svid.subject().toString())
				.setSvid(svid.token())
				.setHint(this.hint))
			.build();
	}

	JWTBundlesResponse bundles(SvidSnapshot snapshot) {
		JWTBundlesResponse.Builder response = JWTBundlesResponse.newBuilder();
		snapshot.bundles()
			.all()
			.forEach((bundle) -> response.putBundles(bundle.trustDomain().toIdString(), jwks(bundle)));
		return response.build();
	}

	/**
	 * Answers with all claims of a token, which must have been verified.
	 */
	ValidateJWTSVIDResponse verified(JwtSvid svid) {
		String token = svid.token();
		String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
		JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(payload));
		return ValidateJWTSVIDResponse.newBuilder()
			.setSpiffeId(svid.subject().toString())
			.setClaims(struct(claims))
			.build();
	}

	// A standard JWK set: no 'use', whose SPIFFE values other validators don't know.
	private static ByteString jwks(TrustBundle bundle) {
		List<JWK> keys = new TreeMap<>(bundle.jwtAuthorities()).entrySet()
			.stream()
			.map((entry) -> jwk(entry.getKey(), entry.getValue()))
			.toList();
		return ByteString.copyFromUtf8(new JWKSet(keys).toString());
	}

	private static JWK jwk(String keyId, PublicKey key) {
		return switch (key) {
			case ECPublicKey ec -> new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).keyID(keyId).build();
			case RSAPublicKey rsa -> new RSAKey.Builder(rsa).keyID(keyId).build();
			default -> throw new IllegalStateException("JWT authorities have EC or RSA keys");
		};
	}

	private static Struct struct(JsonNode object) {
		Struct.Builder struct = Struct.newBuilder();
		for (Map.Entry<String, JsonNode> property : object.properties()) {
			struct.putFields(property.getKey(), value(property.getValue()));
		}
		return struct.build();
	}

	private static Value value(JsonNode node) {
		Value.Builder value = Value.newBuilder();
		return switch (node.getNodeType()) {
			case OBJECT -> value.setStructValue(struct(node)).build();
			case ARRAY -> value
				.setListValue(ListValue.newBuilder().addAllValues(node.valueStream().map(JwtAnswers::value).toList()))
				.build();
			case NUMBER -> value.setNumberValue(node.doubleValue()).build();
			case BOOLEAN -> value.setBoolValue(node.booleanValue()).build();
			case STRING -> value.setStringValue(node.stringValue()).build();
			case BINARY, MISSING, NULL, POJO -> value.setNullValue(NullValue.NULL_VALUE).build();
		};
	}

}
