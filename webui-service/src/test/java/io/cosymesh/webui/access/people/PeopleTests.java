package io.cosymesh.webui.access.people;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.audit.TestTrail;
import io.cosymesh.webui.access.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PeopleTests {

	private static final String PASSWORD = "three small words";

	private static final Origin BY = TestTrail.by("default", "root");

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final TestDatabase database = TestDatabase.inMemory();

	private final TestTrail trail = TestTrail.in(this.database, this.clock);

	private final List<String> heard = new ArrayList<>();

	private final TestPeople rig = TestPeople.in(this.database, this.trail, this.clock, List.of(new PersonListener() {

		@Override
		public void changed(Person person) {
			PeopleTests.this.heard.add("changed " + person.name());
		}

		@Override
		public void gone(Person person) {
			PeopleTests.this.heard.add("gone " + person.name());
		}

	}));

	private final People people = this.rig.people();

	private final Person root = this.rig.add("default", "root", Role.ADMIN, this.clock.instant());

	@Test
	void rightPasswordIsKnownAndWrongOneIsNot() {
		add("acme", "ada", "member");
		assertThat(this.people.check("ada", PASSWORD)).map(Person::account)
			.hasValueSatisfying(
					(account) -> assertThat(account.scopes()).containsExactlyInAnyOrder(Scope.SPEECH, Scope.VOICES));
		assertThat(this.people.check("ada", PASSWORD + "x")).isEmpty();
		assertThat(this.people.check("nobody", PASSWORD)).isEmpty();
	}

	@Test
	void passwordIsKeptAsArgon2idOnly() {
		Person ada = add("acme", "ada", "member");
		assertThat(ada.passwordHash()).startsWith("$argon2id$v=19$m=8192,t=1,p=1$").doesNotContain(PASSWORD);
		assertThat(ada.toString()).doesNotContain("argon2");
	}

	@Test
	void hashThatCostsLessThanAskedForIsMadeAnew() {
		add("acme", "ada", "member");
		People stricter = new People(new PersonTable(this.database.jdbc()),
				new Passwords(new PasswordProperties(9216, 2, 2)),
				new org.springframework.beans.factory.support.StaticListableBeanFactory()
					.getBeanProvider(PersonListener.class),
				this.trail.trail(), this.database.work(), this.clock);
		assertThat(stricter.check("ada", PASSWORD)).isPresent();
		assertThat(stricter.find("ada").orElseThrow().passwordHash()).contains("m=9216,t=2");
		assertThat(stricter.check("ada", PASSWORD)).isPresent();
	}

	@Test
	void whoIsDisabledDoesNotSignIn() {
		add("acme", "ada", "member");
		this.rig.change(this.root, "ada", "{\"enabled\": false}");
		assertThat(this.people.check("ada", PASSWORD)).isEmpty();
		assertThat(this.heard).containsExactly("changed ada");
	}

	@Test
	void lastWhoRunsThePlaceStays() {
		assertRefused("last-admin", () -> this.rig.delete(this.root, "root"));
		assertRefused("last-admin", () -> this.rig.change(this.root, "root", "{\"enabled\": false}"));
		assertRefused("last-admin", () -> this.rig.change(this.root, "root", "{\"role\": \"member\"}"));
		add("acme", "elsewhere", "admin");
		assertRefused("last-admin", () -> this.rig.delete(this.root, "root"));
		add("default", "second", "admin");
		this.rig.delete(this.root, "root");
		assertThat(this.people.find("root")).isEmpty();
		assertThat(this.heard).containsExactly("gone root");
	}

	@Test
	void administratorOfATenantSeesNobodyElses() {
		Person boss = add("acme", "boss", "admin");
		add("globex", "eve", "member");
		assertRefused("user-not-found", () -> this.people.get(boss.account(), "eve"));
		assertRefused("user-not-found", () -> this.rig.delete(boss, "eve"));
		assertRefused("user-not-found", () -> this.rig.change(boss, "root", "{\"enabled\": false}"));
		assertThat(this.people.page(boss.account(), "", 10)).extracting(Person::name).containsExactly("boss");
		assertThat(this.people.page(this.root.account(), "boss", 10)).extracting(Person::name)
			.containsExactly("eve", "root");
	}

	@Test
	void nameIsTakenOnceForAllTenants() {
		add("acme", "ada", "member");
		assertRefused("user-exists", () -> add("globex", "ada", "member"));
	}

	@Test
	void ownPasswordIsChangedWithTheOldOne() {
		Person ada = add("acme", "ada", "member");
		this.clock.advance(Duration.ofDays(1));
		assertRefused("wrong-password",
				() -> this.people.changePassword(BY, ada.account(), "wrong", "another long one"));
		this.people.changePassword(BY, ada.account(), PASSWORD, "another long one");
		assertThat(this.people.check("ada", PASSWORD)).isEmpty();
		assertThat(this.people.check("ada", "another long one")).map(Person::passwordAt).contains(this.clock.instant());
		assertThat(this.heard).containsExactly("changed ada");
		assertThat(this.trail.events()).contains("password-changed refused user:ada by root",
				"password-changed done user:ada by root");
	}

	@Test
	void replacingAPasswordUndoesNoOtherChange() {
		Person before = add("acme", "ada", "admin");
		PersonTable table = new PersonTable(this.database.jdbc());
		this.rig.change(this.root, "ada", "{\"enabled\": false, \"role\": \"member\"}");
		assertThat(table.replacePassword(before, before.withPassword("another", this.clock.instant()))).isTrue();
		assertThat(this.people.find("ada")).hasValueSatisfying((now) -> {
			assertThat(now.enabled()).isFalse();
			assertThat(now.role()).isEqualTo(Role.MEMBER);
			assertThat(now.passwordHash()).isEqualTo("another");
		});
		assertThat(table.replacePassword(before, before.withPassword("late", this.clock.instant()))).isFalse();
		assertThat(this.people.find("ada")).map(Person::passwordHash).contains("another");
	}

	@Test
	void whoHasNoPasswordHereCanNotChangeIt() {
		assertRefused("no-password",
				() -> this.people.changePassword(BY, new Account("acme", "oidc:eve", java.util.Set.of()), "a", "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\": \"Ada\", \"password\": \"three small words\"}",
			"{\"name\": \"me\", \"password\": \"three small words\"}",
			"{\"name\": \"api-key\", \"password\": \"three small words\"}",
			"{\"name\": \"ada\", \"password\": \"short\"}",
			"{\"name\": \"ada\", \"password\": \"aaaaaaaaaaaaaaaaaaaa\"}",
			"{\"name\": \"alexandria\", \"password\": \"alexandria12\"}", "{\"name\": \"ada\"}",
			"{\"name\": \"ada\", \"password\": \"three small words\", \"role\": \"owner\"}",
			"{\"name\": \"ada\", \"password\": \"three small words\", \"tenant\": \"A B\"}",
			"{\"name\": \"ada\", \"password\": \"three small words\", \"admin\": true}", "[]" })
	void personThatCanNotBeIsRefusedByField(String json) {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> PersonDraft.of(JsonMapper.shared().readTree(json), this.root.account()))
			.satisfies((refusal) -> assertThat(refusal.getBody().getProperties()).containsKey("field"))
			.satisfies((refusal) -> assertThat(refusal.getBody().getDetail()).doesNotContain("three small words"));
	}

	@Test
	void nothingThatHoldsAPasswordPrintsIt() {
		String json = "{\"name\": \"ada\", \"password\": \"three small words\"}";
		assertThat(PersonDraft.of(JsonMapper.shared().readTree(json), this.root.account()).toString())
			.doesNotContain("small");
		assertThat(PersonChanges.of("ada", JsonMapper.shared().readTree("{\"password\": \"three small words\"}"))
			.toString()).isEqualTo("PersonChanges[password]");
	}

	@Test
	void everyChangeIsRemembered() {
		add("acme", "ada", "member");
		this.rig.change(this.root, "ada", "{\"role\": \"admin\", \"password\": \"another long one\"}");
		this.rig.delete(this.root, "ada");
		assertThat(this.trail.events()).containsExactly("user-deleted done user:ada by root",
				"user-changed done user:ada role=admin password by root",
				"user-created done user:ada role=member by root");
	}

	private Person add(String tenant, String name, String role) {
		return this.people.add(BY, new PersonDraft(name, tenant, Role.of(role).orElseThrow(), PASSWORD));
	}

	private static void assertRefused(String type, Runnable attempt) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(attempt::run)
			.satisfies((refusal) -> assertThat(refusal.getBody().getType())
				.hasToString(ProblemException.TYPE_PREFIX + type));
	}

}
