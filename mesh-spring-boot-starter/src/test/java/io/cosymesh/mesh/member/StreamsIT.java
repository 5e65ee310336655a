package io.cosymesh.mesh.member;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.cosymesh.identity.test.TestCa;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class StreamsIT {

	private static final int PARTS = 600;

	private static final int PART_BYTES = 4000;

	private static final TestCa CA = TestCa.create();

	private static Member server;

	private static Member caller;

	@BeforeAll
	static void startMembers() {
		server = Member.of(CA, "echo").rule(0, "callers", "POST /v1/duplex", "caller").start();
		caller = Member.of(CA, "caller").application(CallerApplication.class).peer("echo", server.url()).start();
	}

	@AfterAll
	static void stopMembers() {
		caller.close();
		server.close();
	}

	// A stream stalls when one window update stays behind, so this takes many of them.
	@Test
	void streamReadOnAnotherThreadNeverStalls() {
		for (int round = 0; round < 40; round++) {
			Long received = caller.bean(Echo.class)
				.duplex(body())
				.flatMap((answer) -> bytesOf(answer.getBody()))
				.block(Duration.ofSeconds(20));
			assertThat(received).isEqualTo((long) PARTS * PART_BYTES);
		}
	}

	@Test
	void listenerWhoStallsStallsNeitherDirectionForOthers() {
		Echo echo = caller.bean(Echo.class);
		Disposable stalled = echo.duplex(body().repeat())
			.flatMapMany((answer) -> answer.getBody())
			.concatMap((buffer) -> Mono.<Void>never().doFirst(() -> release(buffer)), 1)
			.subscribe();
		try {
			for (int others = 0; others < 8; others++) {
				Long received = echo.duplex(body())
					.flatMap((answer) -> bytesOf(answer.getBody()))
					.block(Duration.ofSeconds(20));
				assertThat(received).isEqualTo((long) PARTS * PART_BYTES);
			}
		}
		finally {
			stalled.dispose();
		}
	}

	private static Flux<DataBuffer> body() {
		return Flux.range(0, PARTS).map((part) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[PART_BYTES]));
	}

	private static Mono<Long> bytesOf(Flux<DataBuffer> body) {
		return body.map(StreamsIT::release)
			.publishOn(Schedulers.boundedElastic(), 8)
			.reduce(0L, (total, bytes) -> total + bytes);
	}

	private static int release(DataBuffer buffer) {
		int bytes = buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
