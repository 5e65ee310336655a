package io.cosymesh.webui.access.audit;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class AuditTrailTests {

	private static final Origin ADA = TestTrail.by("acme", "ada");

	private static final Origin STRANGER = new Origin("default", "-", "none", "10.0.0.1", "a-request-id");

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final TestDatabase database = TestDatabase.inMemory();

	private final TestTrail trail = TestTrail.in(this.database, this.clock);

	private final AuditTable table = new AuditTable(this.database.jdbc());

	@Test
	void changeThatIsTakenBackWasNeverMade(CapturedOutput output) {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.database.work().inTransaction(() -> {
				this.trail.trail().done(ADA, "key-created", "key:taken-back");
				throw new IllegalStateException("taken back");
			}));
		assertThat(this.trail.events()).isEmpty();
		assertThat(output).doesNotContain("key:taken-back");
	}

	@Test
	void eventIsALineOfJsonAsWell(CapturedOutput output) {
		this.trail.trail().done(ADA, "key-created", "key:1\n\u2028{}");
		assertThat(output).contains("\"actor\":\"ada\"", "\"action\":\"key-created\"",
				"\"subject\":\"key:1\\n\\u2028{}\"");
	}

	@Test
	void strangersCanNotFillTheDisk(CapturedOutput output) {
		for (int attempt = 0; attempt < 100; attempt++) {
			this.trail.trail().refused(STRANGER, "request", "key:unknown", "wrong-key");
		}
		this.trail.trail().refused(ADA, "request", "GET /api/v1/users", "missing-scope");
		assertThat(this.trail.events()).hasSize(6).first().asString().endsWith("by ada");
		assertThat(output).contains("event=audit-events-dropped count=95");
	}

	@Test
	void pagesGoBackInTime() {
		for (int number = 1; number <= 5; number++) {
			this.trail.trail().done(ADA, "key-created", "key:" + number);
		}
		AuditController.Page first = AuditController.Page.of(this.table.page(AuditSearch.of(2, null, null, null)), 2);
		assertThat(first.events()).extracting(AuditEntry::subject).containsExactly("key:5", "key:4");
		AuditController.Page last = AuditController.Page
			.of(this.table.page(AuditSearch.of(3, first.next(), null, null)), 3);
		assertThat(last.events()).extracting(AuditEntry::subject).containsExactly("key:3", "key:2", "key:1");
		assertThat(last.next()).isNull();
	}

	@Test
	void eventsAreFoundByTenantActorAndAction() {
		this.trail.trail().done(ADA, "key-created", "key:1");
		this.trail.trail().done(TestTrail.by("globex", "eve"), "key-revoked", "key:2");
		AuditSearch all = AuditSearch.of(10, null, null, null);
		assertThat(this.table.page(all)).hasSize(2);
		assertThat(this.table.page(all.within("acme"))).extracting(AuditEntry::actor).containsExactly("ada");
		assertThat(this.table.page(AuditSearch.of(10, null, "eve", null))).hasSize(1);
		assertThat(this.table.page(AuditSearch.of(10, null, "eve", "key-created"))).isEmpty();
	}

	@Test
	void pageThatCanNotBeIsRefused() {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> AuditSearch.of(0, null, null, null));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> AuditSearch.of(201, null, null, null));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> AuditSearch.of(1, "x", null, null));
	}

	@Test
	void oldEventsGo() {
		this.trail.trail().done(ADA, "key-created", "key:old");
		this.clock.advance(Duration.ofDays(2));
		this.trail.trail().done(ADA, "key-created", "key:new");
		assertThat(this.table.deleteBefore(this.clock.instant().minus(Duration.ofDays(1)))).isOne();
		assertThat(this.trail.events()).containsExactly("key-created done key:new by ada");
	}

}
