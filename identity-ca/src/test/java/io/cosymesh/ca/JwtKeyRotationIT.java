package io.cosymesh.ca;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.SignedJWT;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.jwt.JwtSvidVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class JwtKeyRotationIT {

	private static final InstantSource CLOCK = InstantSource.system();

	@TempDir
	private Path home;

	@Test
	void newKeyIsPublishedFirstAndTokensOfTheOldOneStayGood() throws Exception {
		try (RunningCa ca = RunningCa.start(this.home, "cosymesh.ca.bundle-refresh-hint=1s",
				"cosymesh.ca.limits.peer-rate=1", "cosymesh.ca.limits.peer-burst=30")) {
			Workload operator = ca.workload("operator");
			operator.obtain(operator.register());
			String before = token(operator);
			HttpResponse<String> prepared = operator.postMutually("/v1/admin/authorities/jwt", Map.of());
			assertThat(prepared.statusCode()).as(prepared.body()).isEqualTo(201);
			String next = Workload.json(prepared).get("id").asString();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> operator.postMutually("/v1/admin/authorities/%s/activate".formatted(next), Map.of())
					.statusCode() == 200);
			String after = token(operator);
			assertThat(keyId(before)).isNotEqualTo(next);
			assertThat(keyId(after)).isEqualTo(next);
			JwtSvidVerifier verifier = new JwtSvidVerifier(TrustBundleSource
				.of(SpiffeBundleFormat.parse(TestSettings.DOMAIN, operator.getAnonymously("/v1/bundle").body())),
					CLOCK);
			assertThat(verifier.verify(before, "reports").subject())
				.isEqualTo(verifier.verify(after, "reports").subject());
			assertPeerIsLimited(operator);
		}
	}

	private static void assertPeerIsLimited(Workload caller) throws Exception {
		HttpResponse<String> answer = ask(caller);
		for (int i = 0; i < 120 && answer.statusCode() == 200; i++) {
			answer = ask(caller);
		}
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.headers().firstValue("Retry-After")).isPresent();
		assertThat(Workload.json(answer).get("reason").asString()).isEqualTo("rate-limited");
	}

	private static String token(Workload caller) throws Exception {
		HttpResponse<String> answer = ask(caller);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Workload.json(answer).get("token").asString();
	}

	private static HttpResponse<String> ask(Workload caller) throws Exception {
		return caller.postMutually("/v1/jwt-svid", Map.of("audience", List.of("reports")));
	}

	private static String keyId(String token) throws Exception {
		return SignedJWT.parse(token).getHeader().getKeyID();
	}

}
