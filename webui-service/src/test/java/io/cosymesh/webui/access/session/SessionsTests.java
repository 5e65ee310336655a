package io.cosymesh.webui.access.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.audit.TestTrail;
import io.cosymesh.webui.access.database.TestDatabase;
import io.cosymesh.webui.access.people.Person;
import io.cosymesh.webui.access.people.Role;
import io.cosymesh.webui.access.people.TestPeople;

import static org.assertj.core.api.Assertions.assertThat;

class SessionsTests {

	private static final String COOKIE = "__Host-cosymesh-session";

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final TestDatabase database = TestDatabase.inMemory();

	private final TestTrail trail = TestTrail.in(this.database, this.clock);

	private final Sessions sessions = sessions();

	private final TestPeople people = TestPeople.in(this.database, this.trail, this.clock, List.of(this.sessions));

	private final Person root = this.people.add("default", "root", Role.ADMIN, this.clock.instant());

	private final Person ada = this.people.add("acme", "ada", Role.MEMBER, this.clock.instant());

	@Test
	void cookieOpensTheSession() {
		ResponseCookie cookie = begin(this.ada);
		assertThat(cookie.isSecure() && cookie.isHttpOnly()).isTrue();
		assertThat(cookie.toString()).contains("Path=/", "SameSite=Lax").doesNotContain("Domain");
		assertThat(who(cookie)).map(SignedIn::account)
			.contains(new Account("acme", "ada", Set.of(Scope.SPEECH, Scope.VOICES)));
		assertThat(signedIn("A".repeat(43))).isEmpty();
		assertThat(signedIn("short")).isEmpty();
	}

	@Test
	void tokenIsNowhereInTheDatabase() {
		String token = begin(this.ada).getValue();
		assertThat(this.database.jdbc().sql("select * from person_session").query().listOfRows().toString())
			.contains("ada")
			.doesNotContain(token);
		assertThat(new SessionToken(token).toString()).doesNotContain(token);
	}

	@Test
	void sessionOutlivesARestartAndIsTheSameForOthers() {
		ResponseCookie cookie = begin(this.ada);
		assertThat(sessions().of(with(cookie.getValue())).blockOptional()).isPresent();
	}

	@Test
	void idleSessionIsOver() {
		ResponseCookie cookie = begin(this.ada);
		this.clock.advance(Duration.ofHours(1));
		assertThat(who(cookie)).isEmpty();
	}

	@Test
	void usedSessionGoesOnUntilItsLifeIsOver() {
		ResponseCookie cookie = begin(this.ada);
		for (int quarter = 1; quarter < 40; quarter++) {
			this.clock.advance(Duration.ofMinutes(15));
			assertThat(sessions().of(with(cookie.getValue())).blockOptional()).isPresent();
		}
		this.clock.advance(Duration.ofMinutes(15));
		assertThat(sessions().of(with(cookie.getValue())).blockOptional()).isEmpty();
	}

	@Test
	void allSessionsEndWhenThePersonChanges() {
		for (String change : List.of("{\"password\": \"one of another kind\"}", "{\"role\": \"admin\"}",
				"{\"enabled\": false}")) {
			this.people.change(this.root, "ada", "{\"enabled\": true, \"role\": \"member\"}");
			Person now = this.people.people().find("ada").orElseThrow();
			ResponseCookie here = begin(now);
			ResponseCookie there = begin(now);
			assertThat(who(here)).isPresent();
			this.people.change(this.root, "ada", change);
			assertThat(who(here)).isEmpty();
			assertThat(who(there)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"password\": \"one of another kind\"}", "{\"enabled\": false}" })
	void noSessionBeginsForWhoWasChangedWhileThePasswordWasChecked(String change) {
		this.people.change(this.root, "ada", change);
		assertThat(begin(this.ada)).isNull();
		assertThat(count()).isZero();
	}

	@Test
	void sessionsGoWithThePerson() {
		ResponseCookie cookie = begin(this.ada);
		this.people.delete(this.root, "ada");
		assertThat(who(cookie)).isEmpty();
	}

	@Test
	void signingInAgainEndsTheSessionBefore() {
		ResponseCookie first = begin(this.ada);
		MockServerWebExchange again = with(first.getValue());
		this.sessions.begin(this.ada, again).block();
		assertThat(who(first)).isEmpty();
		assertThat(who(again.getResponse().getCookies().getFirst(COOKIE))).isPresent();
	}

	@Test
	void signingOutEndsTheSessionAndTheCookie() {
		ResponseCookie cookie = begin(this.ada);
		MockServerWebExchange leaving = with(cookie.getValue());
		this.sessions.end(leaving).block();
		assertThat(who(cookie)).isEmpty();
		assertThat(leaving.getResponse().getCookies().getFirst(COOKIE).getMaxAge()).isZero();
	}

	@Test
	void oldestOfTooManyEnds() {
		ResponseCookie first = begin(this.ada);
		for (int more = 0; more < 3; more++) {
			this.clock.advance(Duration.ofSeconds(1));
			begin(this.ada);
		}
		assertThat(sessions().of(with(first.getValue())).blockOptional()).isEmpty();
		assertThat(count()).isEqualTo(3);
	}

	@Test
	void whoAnIssuerVouchesForMayDoWhatItSaid() {
		MockServerWebExchange exchange = with("");
		Account eve = new Account("acme", "oidc:eve", Set.of(Scope.SPEECH));
		this.sessions.beginElsewhere(eve, exchange).block();
		assertThat(who(exchange.getResponse().getCookies().getFirst(COOKIE))).map(SignedIn::account).contains(eve);
	}

	@Test
	void whatIsOverIsDeleted() {
		begin(this.ada);
		this.clock.advance(Duration.ofMinutes(59));
		this.sessions.sweep();
		assertThat(count()).isEqualTo(1);
		this.clock.advance(Duration.ofMinutes(1));
		this.sessions.sweep();
		assertThat(count()).isZero();
	}

	@Test
	void pageGetsATokenThatOnlyTheSessionTells() {
		String token = begin(this.ada).getValue();
		CsrfTokens tokens = new CsrfTokens();
		String csrf = tokens.loadToken(with(token)).block().getToken();
		assertThat(csrf).hasSize(43).isNotEqualTo(token);
		assertThat(tokens.loadToken(with(token)).block().getToken()).isEqualTo(csrf);
		assertThat(tokens.loadToken(with(begin(this.ada).getValue())).block().getToken()).isNotEqualTo(csrf);
		assertThat(tokens.loadToken(with("")).blockOptional()).isEmpty();
	}

	private ResponseCookie begin(Person person) {
		MockServerWebExchange exchange = with("");
		this.sessions.begin(person, exchange).block();
		return exchange.getResponse().getCookies().getFirst(COOKIE);
	}

	private Optional<SignedIn> who(ResponseCookie cookie) {
		return signedIn(cookie.getValue());
	}

	private Optional<SignedIn> signedIn(String token) {
		return this.sessions.of(with(token)).blockOptional();
	}

	private static MockServerWebExchange with(String token) {
		return MockServerWebExchange.from(MockServerHttpRequest.get("/").cookie(new HttpCookie(COOKIE, token)));
	}

	private long count() {
		return this.database.jdbc().sql("select count(*) from person_session").query(Long.class).single();
	}

	private Sessions sessions() {
		SessionProperties properties = new SessionProperties(Duration.ofHours(1), Duration.ofHours(10), 3,
				Duration.ofMinutes(5), Duration.ofMinutes(10));
		return new Sessions(new SessionTable(this.database.jdbc()), properties, this.trail.trail(),
				this.database.work(), this.clock, new Random());
	}

}
