package io.cosymesh.backend.voice;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.caller.Caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every route that takes a voice, asked by everybody who may or may not have it.
 */
class VoiceTenancyTests extends VoiceApi {

	private static final String UNKNOWN = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

	/** A route, and what it answers to an owner and to one it is shared with. */
	enum Route {

		DESCRIBE(200, 200) {
			@Override
			ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id) {
				return api.get(caller, "/{id}", id);
			}
		},
		PLAY(200, 200) {
			@Override
			ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id) {
				return api.get(caller, "/{id}/prompt", id);
			}
		},
		SPEAK(200, 200) {
			@Override
			ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id) {
				return api.speak(caller, id);
			}
		},
		CONSENT(200, 403) {
			@Override
			ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id) {
				return api.get(caller, "/{id}/consent/recording", id);
			}
		},
		EVENTS(200, 403) {
			@Override
			ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id) {
				return api.get(caller, "/{id}/events", id);
			}
		},
		CHANGE(200, 403) {
			@Override
			ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id) {
				return api.change(caller, id, "{\"labels\": [\"changed\"]}");
			}
		},
		DELETE(204, 403) {
			@Override
			ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id) {
				return api.delete(caller, id);
			}
		};

		private final int owner;

		private final int mate;

		Route(int owner, int mate) {
			this.owner = owner;
			this.mate = mate;
		}

		abstract ResponseSpec ask(VoiceTenancyTests api, Caller caller, Object id);

	}

	static Stream<Arguments> answers() {
		return Stream.of(Route.values())
			.flatMap((route) -> Stream.of(arguments(route, ADA, true, route.owner),
					arguments(route, ADA, false, route.owner), arguments(route, MATE, true, route.mate),
					arguments(route, MATE, false, 404), arguments(route, NAMESAKE, true, 404),
					arguments(route, NAMESAKE, false, 404), arguments(route, STRANGER, true, 404),
					arguments(route, STRANGER, false, 404)));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void routeAnswersWhomItMay(Route route, Caller caller, boolean shared, int status) {
		Object id = kept(shared).get("id");
		route.ask(this, caller, id).expectStatus().isEqualTo(status);
		boolean gone = route == Route.DELETE && caller.equals(ADA);
		Map<?, ?> after = gone ? null : body(get(ADA, "/{id}", id).expectStatus().isOk());
		if (gone) {
			get(ADA, "/{id}", id).expectStatus().isNotFound();
		}
		else if (!(route == Route.CHANGE && caller.equals(ADA))) {
			assertThat((List<?>) after.get("labels")).isEmpty();
		}
	}

	/** A voice one may not know of and one that isn't there are told apart by nothing. */
	@ParameterizedTest
	@EnumSource
	void hiddenVoiceLooksLikeNone(Route route) {
		Map<String, Object> hidden = problem(route.ask(this, MATE, kept(false).get("id")));
		Map<String, Object> missing = problem(route.ask(this, MATE, UNKNOWN));
		assertThat(hidden).isEqualTo(missing).containsEntry("status", 404);
	}

	@ParameterizedTest
	@EnumSource(names = { "CHANGE", "DELETE", "EVENTS", "CONSENT" })
	void mateOfASharedVoiceIsToldWhy(Route route) {
		assertThat(problem(route.ask(this, MATE, kept(true).get("id")))).containsEntry("type",
				"urn:cosymesh:problem:voice-not-yours");
	}

	@Test
	void listHoldsWhatIsOwnAndWhatIsShared() {
		Object open = kept(true).get("id");
		Object closed = kept(false).get("id");
		assertThat(listed(ADA, "")).contains(open, closed);
		assertThat(listed(MATE, "")).contains(open).doesNotContain(closed);
		assertThat(listed(NAMESAKE, "")).doesNotContain(open, closed);
		assertThat(listed(STRANGER, "")).doesNotContain(open, closed);
		assertThat(listed(ADA, "&shared=true")).contains(open).doesNotContain(closed);
		assertThat(listed(ADA, "&shared=false")).contains(closed).doesNotContain(open);
	}

	@Test
	void sharingIsGivenAndTakenBack() {
		Object id = added(ADA).get("id");
		get(MATE, "/{id}", id).expectStatus().isNotFound();
		assertThat(body(change(ADA, id, "{\"shared\": true}")).get("shared")).isEqualTo(true);
		Map<?, ?> seen = body(get(MATE, "/{id}", id).expectStatus().isOk());
		assertThat(seen.get("owner")).isEqualTo("ada");
		assertThat(((Map<?, ?>) seen.get("consent")).get("from")).isNull();
		assertThat(body(change(ADA, id, "{\"shared\": false}")).get("shared")).isEqualTo(false);
		get(MATE, "/{id}", id).expectStatus().isNotFound();
	}

	@Test
	void nobodyButTheOwnerFindsAVoiceByItsName() {
		String name = "Only mine " + kept(true).get("id");
		added(ADA, "name", name, "shared", "true");
		speak(ADA, name).expectStatus().isOk();
		assertRefused(speak(MATE, name), HttpStatus.NOT_FOUND, "voice");
		added(ADA, "name", name);
		assertRefused(speak(ADA, name), HttpStatus.CONFLICT, "voice");
	}

	private Map<?, ?> kept(boolean shared) {
		var form = form("shared", Boolean.toString(shared));
		form.part("consentRecording", new byte[] { 9 }).filename("consent.wav");
		return body(add(ADA, form).expectStatus().isCreated());
	}

	private List<Object> listed(Caller caller, String query) {
		List<?> voices = (List<?>) body(get(caller, "?builtIn=false&limit=100" + query)).get("voices");
		return voices.stream().<Object>map((voice) -> ((Map<?, ?>) voice).get("id")).toList();
	}

	private static Map<String, Object> problem(ResponseSpec response) {
		Map<?, ?> body = body(response);
		return Map.of("status", body.get("status"), "type", body.get("type"), "detail", body.get("detail"), "field",
				body.get("field"));
	}

}
