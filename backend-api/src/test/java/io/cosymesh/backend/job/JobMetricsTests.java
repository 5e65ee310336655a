package io.cosymesh.backend.job;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class JobMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private Instant now = Instant.parse("2026-11-30T12:00:00Z");

	private JdbcClient jdbc;

	// A registry holds on to nobody whom it asks.
	private JobMetrics metrics;

	@BeforeEach
	void open() {
		JdbcDataSource source = new JdbcDataSource();
		source.setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
		this.jdbc = JdbcClient.create(source);
		this.jdbc.sql("create table job (state varchar(16), created_at timestamp(6) with time zone)").update();
		this.metrics = new JobMetrics(this.jdbc, () -> this.now);
		this.metrics.bindTo(this.registry);
	}

	@Test
	void queueTellsItsLengthAndTheAgeOfItsOldestJob() {
		insert("queued", this.now.minusSeconds(90));
		insert("queued", this.now.minusSeconds(5));
		insert("running", this.now.minusSeconds(600));
		insert("succeeded", this.now.minusSeconds(6000));
		assertThat(count("queued")).isEqualTo(2);
		assertThat(count("running")).isEqualTo(1);
		assertThat(age()).isEqualTo(90);
	}

	@Test
	void emptyQueueHasNoAge() {
		assertThat(count("queued")).isZero();
		assertThat(age()).isZero();
	}

	@Test
	void databaseIsAskedAgainAfterTenSeconds() {
		assertThat(count("queued")).isZero();
		insert("queued", this.now);
		assertThat(count("queued")).isZero();
		this.now = this.now.plus(Duration.ofSeconds(11));
		assertThat(count("queued")).isEqualTo(1);
	}

	@Test
	void withoutADatabaseNothingIsClaimed() {
		this.jdbc.sql("drop table job").update();
		assertThat(count("queued")).isNaN();
		assertThat(age()).isNaN();
	}

	private void insert(String state, Instant createdAt) {
		this.jdbc.sql("insert into job values (?, ?)").params(state, Timestamp.from(createdAt)).update();
	}

	private double count(String state) {
		return this.registry.get("cosymesh.jobs").tag("state", state).gauge().value();
	}

	private double age() {
		return this.registry.get("cosymesh.jobs.oldest.queued").gauge().value();
	}

}
