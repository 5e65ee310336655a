package io.cosymesh.backend.voice;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

class VoiceEventTests extends VoiceApi {

	@Test
	void whatBecameOfAVoiceOutlivesIt() {
		Object id = added(ADA, "consentBy", "Grace", "consentText", "I agree.").get("id");
		change(ADA, id, "{\"name\": \"Eva\", \"shared\": true}").expectStatus().isOk();
		delete(ADA, id).expectStatus().isNoContent();
		List<Map<?, ?>> events = events(id, "");
		assertThat(events).extracting("action").isEqualTo(List.of("deleted", "changed", "added"));
		assertThat(events).extracting("name").isEqualTo(List.of("Eva", "Eva", "Ada"));
		assertThat(events).extracting("shared").isEqualTo(List.of(true, true, false));
		assertThat(events).extracting("changed").isEqualTo(List.of(List.of(), List.of("name", "shared"), List.of()));
		assertThat(events).allSatisfy((event) -> {
			assertThat(event.get("by")).isEqualTo("ada");
			assertThat(event.get("from")).isEqualTo(ADDRESS);
			assertThat(event.get("voice")).isEqualTo(id);
			Map<?, ?> consent = (Map<?, ?>) event.get("consent");
			assertThat(consent.get("grantedBy")).isEqualTo("Grace");
			assertThat(consent.get("text")).isEqualTo("I agree.");
			assertThat(consent.get("from")).isEqualTo(ADDRESS);
		});
	}

	@Test
	void eventsComeInPages() {
		Object id = added(ADA).get("id");
		change(ADA, id, "{\"name\": \"Eva\"}").expectStatus().isOk();
		change(ADA, id, "{\"name\": \"Ina\"}").expectStatus().isOk();
		Map<?, ?> page = body(get(ADA, "/{id}/events?limit=2", id).expectStatus().isOk());
		assertThat((List<?>) page.get("events")).extracting("name").isEqualTo(List.of("Ina", "Eva"));
		assertThat(events(id, "?limit=2&after=" + page.get("next"))).extracting("action").isEqualTo(List.of("added"));
	}

	@Test
	void nobodyElseLearnsWhatBecameOfAVoice() {
		Object id = added(ADA, "shared", "true").get("id");
		delete(ADA, id).expectStatus().isNoContent();
		assertRefused(get(MATE, "/{id}/events", id), HttpStatus.NOT_FOUND, "id");
		assertRefused(get(NAMESAKE, "/{id}/events", id), HttpStatus.NOT_FOUND, "id");
		assertRefused(get(MATE, "/{id}/events?after=1", id), HttpStatus.NOT_FOUND, "id");
	}

	@Test
	void changeThatIsRefusedIsNoEvent() {
		Object id = added(ADA, "shared", "true").get("id");
		change(ADA, id, "{\"name\": \"\"}").expectStatus().isBadRequest();
		change(MATE, id, "{\"name\": \"Eva\"}").expectStatus().isForbidden();
		delete(MATE, id).expectStatus().isForbidden();
		assertThat(events(id, "")).extracting("action").isEqualTo(List.of("added"));
	}

	@Test
	void pageThatCanNotBeIsRefused() {
		Object id = added(ADA).get("id");
		assertRefused(get(ADA, "/{id}/events?limit=0", id), HttpStatus.BAD_REQUEST, "limit");
		assertRefused(get(ADA, "/{id}/events?after=x", id), HttpStatus.BAD_REQUEST, "after");
		assertRefused(get(ADA, "/x/events"), HttpStatus.NOT_FOUND, "id");
	}

	@SuppressWarnings("unchecked")
	private List<Map<?, ?>> events(Object id, String query) {
		return (List<Map<?, ?>>) body(get(ADA, "/{id}/events" + query, id).expectStatus().isOk()).get("events");
	}

}
