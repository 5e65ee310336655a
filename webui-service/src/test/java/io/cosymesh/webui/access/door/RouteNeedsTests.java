package io.cosymesh.webui.access.door;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.SignedIn.Proof;

import static org.assertj.core.api.Assertions.assertThat;

class RouteNeedsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET    | /api/v1/voices                 | speech voices
			HEAD   | /api/v1/voices/x/prompt        | speech voices
			POST   | /api/v1/voices                 | voices
			PATCH  | /api/v1/voices/x               | voices
			DELETE | /api/v1/voices/x               | voices
			GET    | /v1/audio/voices               | speech voices
			POST   | /v1/audio/voices               | voices
			POST   | /v1/audio/voice_consents       | voices
			GET    | /v1/audio/voice_consents/c     | voices
			POST   | /v1/audio/speech               | speech
			GET    | /v1/models                     | speech
			POST   | /api/v1/speech                 | speech
			GET    | /api/v1/mesh-status            | speech
			GET    | /api/v1/openapi.json           | speech
			GET    | /inference_sft                 | speech
			POST   | /inference_zero_shot           | speech
			POST   | /cosyvoice.CosyVoice/Inference | speech
			GET    | /api/v1/keys                   | admin
			POST   | /api/v1/keys/k/rotate          | admin
			GET    | /api/v1/users                  | admin
			PATCH  | /api/v1/users/me               | admin
			GET    | /api/v1/%75sers                | admin
			GET    | /api/v1/audit                  | admin
			GET    | /mesh/edges                    | admin
			GET    | /api/v1/mesh/edges             | admin
			GET    | /api/v1/mesh/tap               | admin
			GET    | /api/v1/mesh/engines           | admin
			POST   | /api/v1/mesh/engines/reload    | admin
			GET    | /console                       | speech voices admin
			GET    | /console/tap                   | speech voices admin
			GET    | /                              | speech voices admin
			GET    | /voices                        | speech voices admin
			""")
	void keyNeedsTheScopeOfTheRoute(HttpMethod method, String path, String scopes) {
		Need need = RouteNeeds.of(MockServerHttpRequest.method(method, java.net.URI.create(path)).build());
		Set<Scope> enough = Arrays.stream(Scope.values())
			.filter((scope) -> need.isMetBy(caller(Proof.KEY, scope)))
			.collect(Collectors.toSet());
		assertThat(Scope.join(enough)).isEqualTo(scopes);
	}

	@ParameterizedTest
	@CsvSource({ "/api/v1/keys, SESSION, true", "/api/v1/keys, TOKEN, true", "/api/v1/keys, KEY, false",
			"/api/v1/users/me/password, SESSION, true", "/api/v1/users/me/password, KEY, false",
			"/session, SESSION, true", "/session, TOKEN, false", "/api/v1/users, SESSION, false" })
	void whatIsForPeopleIsForThemAlone(String path, Proof proof, boolean met) {
		Need need = RouteNeeds.of(MockServerHttpRequest.post(path).build());
		assertThat(need.isMetBy(caller(proof, Scope.SPEECH))).isEqualTo(met);
	}

	private static SignedIn caller(Proof proof, Scope scope) {
		return new SignedIn(new Account("default", "somebody", Set.of(scope)), proof, "test");
	}

}
