package io.cosymesh.workloadapi.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.google.protobuf.Value;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIBlockingStub;
import io.spiffe.workloadapi.grpc.Workload.JWTSVID;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.test.TestJwtAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The JWT profile, spoken to by a plain gRPC client.
 */
class JwtProfileIT {

	private static final String SELF = "spiffe://cosymesh.local/ns/cosymesh/sa/tts-runtime";

	@TempDir
	Path directory;

	private ServedWorkload workload;

	@BeforeEach
	void serve() {
		this.workload = ServedWorkload.start(this.directory);
		this.workload.renew();
	}

	@AfterEach
	void stop() {
		this.workload.close();
	}

	@Test
	void jwtSvidIsForTheAudienceAskedFor() {
		JWTSVID svid = fetch("db").get(0);
		assertThat(svid.getSpiffeId()).isEqualTo(SELF);
		assertThat(svid.getHint()).isEmpty();
		ValidateJWTSVIDResponse validated = validate("db", svid.getSvid());
		assertThat(validated.getSpiffeId()).isEqualTo(SELF);
		assertThat(validated.getClaims().getFieldsOrThrow("sub").getStringValue()).isEqualTo(SELF);
		assertThat(validated.getClaims().getFieldsOrThrow("aud").getListValue().getValuesList())
			.extracting(Value::getStringValue)
			.containsExactly("db");
		assertThat(validated.getClaims().getFieldsOrThrow("exp").getNumberValue())
			.isGreaterThan(this.workload.clock().instant().getEpochSecond());
	}

	@Test
	void jwtSvidIsHandedOutAgainForHalfOfItsLife() {
		String first = fetch("db").get(0).getSvid();
		assertThat(fetch("db").get(0).getSvid()).isEqualTo(first);
		assertThat(fetch("other").get(0).getSvid()).isNotEqualTo(first);
		assertThat(this.workload.issuedJwtSvids()).isEqualTo(2);
		this.workload.clock().advance(Duration.ofMinutes(3));
		assertThat(fetch("db").get(0).getSvid()).isNotEqualTo(first);
	}

	@Test
	void jwtSvidOfTheOwnIdMayBeAskedForByName() {
		JWTSVIDRequest request = JWTSVIDRequest.newBuilder().addAudience("db").setSpiffeId(SELF).build();
		assertThat(client().fetchJWTSVID(request).getSvidsCount()).isEqualTo(1);
	}

	@Test
	void jwtSvidOfAnotherIsDenied() {
		JWTSVIDRequest request = JWTSVIDRequest.newBuilder().addAudience("db").setSpiffeId(SELF + "2").build();
		assertStatus(Status.Code.PERMISSION_DENIED, () -> client().fetchJWTSVID(request));
	}

	@Test
	void missingOrMalformedFieldsAreInvalidArguments() {
		assertStatus(Status.Code.INVALID_ARGUMENT, () -> fetch());
		assertStatus(Status.Code.INVALID_ARGUMENT, () -> fetch(""));
		assertStatus(Status.Code.INVALID_ARGUMENT, () -> fetch("db", " "));
		assertStatus(Status.Code.INVALID_ARGUMENT, () -> fetch("x".repeat(5000)));
		assertStatus(Status.Code.INVALID_ARGUMENT,
				() -> client().fetchJWTSVID(JWTSVIDRequest.newBuilder().addAudience("db").setSpiffeId("me").build()));
		assertStatus(Status.Code.INVALID_ARGUMENT, () -> validate("", "a.b.c"));
		assertStatus(Status.Code.INVALID_ARGUMENT, () -> validate("db", ""));
	}

	@Test
	void caThatRefusesOrCannotBeAskedIsToldApart() {
		this.workload.failToIssueJwtSvids(IssuanceException.passing("connection refused", null));
		assertStatus(Status.Code.UNAVAILABLE, () -> fetch("db"));
		this.workload.failToIssueJwtSvids(IssuanceException.refused("urn:x", false, "not allowed"));
		assertStatus(Status.Code.PERMISSION_DENIED, () -> fetch("db"));
	}

	@Test
	void withdrawnIdentityGetsNoJwtSvidsAnyMore() {
		fetch("db");
		this.workload.failToRenew(IssuanceException.refused("urn:x", false, "removed"));
		assertStatus(Status.Code.PERMISSION_DENIED, () -> fetch("db"));
		assertStatus(Status.Code.PERMISSION_DENIED, () -> validate("db", "a.b.c"));
	}

	@Test
	void tokensThatAreWrongInAnyWayAreInvalid() {
		TestJwtAuthority stranger = TestJwtAuthority.create("jwt-1");
		String good = fetch("db").get(0).getSvid();
		assertInvalid(() -> validate("other", good), "wrong-audience");
		assertInvalid(() -> validate("db", good.substring(0, good.length() - 4) + "AAAA"), "invalid-signature");
		assertInvalid(() -> validate("db", "no token"), "");
		assertInvalid(() -> validate("db",
				stranger.svid(this.workload.source().self(), "db", this.workload.clock().instant())), "");
		this.workload.clock().advance(Duration.ofMinutes(6));
		assertInvalid(() -> validate("db", good), "expired");
	}

	private List<JWTSVID> fetch(String... audience) {
		return client().fetchJWTSVID(JWTSVIDRequest.newBuilder().addAllAudience(List.of(audience)).build())
			.getSvidsList();
	}

	private ValidateJWTSVIDResponse validate(String audience, String token) {
		return client()
			.validateJWTSVID(ValidateJWTSVIDRequest.newBuilder().setAudience(audience).setSvid(token).build());
	}

	private SpiffeWorkloadAPIBlockingStub client() {
		return SpiffeWorkloadAPIGrpc.newBlockingStub(this.workload.channel());
	}

	private static void assertStatus(Status.Code code, ThrowingCallable call) {
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(call)
			.returns(code, (refused) -> refused.getStatus().getCode());
	}

	private static void assertInvalid(ThrowingCallable call, String reason) {
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(call).satisfies((refused) -> {
			assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
			assertThat(refused.getStatus().getDescription()).startsWith("The JWT-SVID is not valid: ").contains(reason);
		});
	}

}
