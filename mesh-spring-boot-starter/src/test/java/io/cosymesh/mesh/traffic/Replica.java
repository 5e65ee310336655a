package io.cosymesh.mesh.traffic;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.member.Member;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * One of the places where the service {@code replica} runs; each keeps its port.
 */
final class Replica implements AutoCloseable {

	private final TestCa ca;

	private final int port = Member.freePort();

	private Member member;

	private Replica(TestCa ca) {
		this.ca = ca;
	}

	static Replica start(TestCa ca) {
		Replica replica = new Replica(ca);
		replica.start();
		return replica;
	}

	void start() {
		this.member = Member.of(this.ca, "replica")
			.application(Application.class)
			.port(this.port)
			.withOwnThreads()
			.graceful()
			.with("spring.lifecycle.timeout-per-shutdown-phase=20s", "cosymesh.audit.include=denied")
			.rule(0, "callers", "GET /v1/**,POST /v1/**", "caller,middle")
			.start();
	}

	String address() {
		return "127.0.0.1:" + this.port;
	}

	int port() {
		return this.port;
	}

	ReplicaController control() {
		return this.member.bean(ReplicaController.class);
	}

	/** Ends without notice. */
	void kill() {
		ReplicaController control = control();
		Thread.startVirtualThread(this.member::close);
		control.cutConnections();
	}

	/** Ends as it does when a deployment is rolled out. */
	@Override
	public void close() {
		this.member.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(ReplicaController.class)
	static class Application {

	}

}
