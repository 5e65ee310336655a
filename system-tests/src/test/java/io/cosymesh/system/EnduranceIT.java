package io.cosymesh.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Floods and slowness, from outside at the gateway and from within at backend-api, while
 * somebody just uses the service.
 */
@Tag("attackers")
@Order(5)
@ExtendWith(StackExtension.class)
class EnduranceIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	// Half as many again as the gateway takes.
	private static final int HELD = 1500;

	private static final int REQUESTS_PER_SECOND = 10;

	private static final int RESETS = 500;

	private final Cosymesh stack;

	private final Outsider outsider;

	EnduranceIT(Cosymesh stack) {
		this.stack = stack;
		this.outsider = Outsider.of(stack);
	}

	@Test
	void othersAreServedThroughoutAndNothingIsLeftBehind() throws Exception {
		Map<String, Long> pids = this.stack.pids();
		Cosymesh.Log atTheGate = this.stack.log("webui-service");
		Cosymesh.Log inside = this.stack.log("backend-api");
		RawTls thief = MeshPort.BACKEND_API.as(this.stack, "webui-service");
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			String voice = "/api/v1/voices/" + voice(gateway);
			Siege outside = new Siege(this.outsider.gateway(), this.outsider.headers("besieged"));
			String word = new GatewaysWord(new StackAuthority(this.stack), "webui-service").on("GET",
					URI.create("https://backend-api" + voice + "/prompt"), "default", "thief");
			Siege within = new Siege(thief, "x-request-id", "besieged", GatewaysWord.HEADER.toLowerCase(Locale.ROOT),
					word);
			try (outside; within) {
				assertServedThroughout(gateway, () -> besiege(outside, within, voice + "/prompt"));
			}
			assertLetGo(this.stack.port(), outside);
			assertLetGo(MeshPort.BACKEND_API.in(this.stack), within);
			assertThat(gateway.send(gateway.json("DELETE", voice, "").build()).statusCode()).isEqualTo(204);
			assertThat(gateway.clone(Map.of("text", "Hello."), Clips.ordinary()).statusCode()).isEqualTo(200);
		}
		atTheGate.await("event=cut-off what=connection peer=- ", "reason=http2-enhance-your-calm");
		assertSaid(atTheGate, "-", 9546);
		assertSaid(inside, StackAuthority.idOf("webui-service"), 9543);
		assertThat(this.stack.pids()).isEqualTo(pids);
		assertThat(List.of(9543, 9544, 9545, 9546))
			.allSatisfy((port) -> assertThat(this.stack.readiness(port).path("status").asString()).isEqualTo("UP"));
	}

	@Test
	void workThatIsTakenBackEndsNobodyElses() throws Exception {
		Audit backend = this.stack.audit("backend-api");
		Cosymesh.Log inside = this.stack.log("backend-api");
		try (Gateway gateway = new Gateway(this.stack.credentials());
				RawHttp2 listener = this.outsider.http2();
				Siege outside = new Siege(this.outsider.gateway(), this.outsider.headers("taken-back"))) {
			String voice = "/api/v1/voices/" + voice(gateway);
			int stream = listener.request("GET", voice + "/prompt", this.outsider.headers("listening"));
			assertThat(listener.status(stream, SOON)).hasValue(200);
			outside.resetInFlight(() -> backend.text().split("taken-back", -1).length);
			assertHearsTheRest(listener, stream);
			assertThat(gateway.send(gateway.json("DELETE", voice, "").build()).statusCode()).isEqualTo(204);
		}
		assertThat(inside.lines()).noneMatch((line) -> line.contains("event=cut-off what=connection"));
	}

	// It took what fits a window and paused; now it opens it.
	private static void assertHearsTheRest(RawHttp2 listener, int stream) throws IOException {
		byte[] megabyte = { 0, 0x10, 0, 0 };
		listener.send(Http2FrameTypes.WINDOW_UPDATE, 0, 0, megabyte);
		listener.send(Http2FrameTypes.WINDOW_UPDATE, 0, stream, megabyte);
		int heard = 0;
		RawHttp2.Frame frame = listener.next(SOON);
		while (frame.type() == Http2FrameTypes.DATA && (frame.flags() & RawHttp2.END_STREAM) == 0) {
			heard += frame.payload().length;
			frame = listener.next(SOON);
		}
		assertThat(frame.type()).as("the end of the stream").isEqualTo(Http2FrameTypes.DATA);
		assertThat(heard).isGreaterThan(100_000);
	}

	private static String voice(Gateway gateway) {
		HttpResponse<byte[]> created = gateway.send(gateway.json("POST", "/api/v1/voices", "")
			.setHeader("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
			.POST(Gateway.form(Map.of("name", "Besieged", "consent", "true", "shared", "true"), Clips.ordinary()))
			.build());
		assertThat(created.statusCode()).isEqualTo(201);
		return JsonMapper.shared().readTree(created.body()).path("id").asString();
	}

	private static void assertServedThroughout(Gateway gateway, Attack attack) throws Exception {
		Traffic traffic = Traffic.start(gateway, REQUESTS_PER_SECOND);
		try (traffic) {
			attack.run();
		}
		assertThat(traffic.failures()).isEmpty();
		assertThat(traffic.answered("question")).isGreaterThan(2 * REQUESTS_PER_SECOND);
		assertThat(traffic.answered("clone")).isGreaterThan(2);
	}

	private static void besiege(Siege outside, Siege within, String recording) throws Exception {
		for (Siege siege : List.of(outside, within)) {
			siege.readNothing(recording);
			siege.beginToTrickle();
		}
		outside.hold(HELD);
		// More resets would only use up the limit that the thief shares with the victim.
		List<Attack> all = List.of(outside::trickle, outside::resetRapidly, outside::sendHeadersWithoutEnd,
				within::trickle, () -> within.resetRapidly(RESETS), within::sendHeadersWithoutEnd);
		try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Boolean>> attacks = all.stream().map((attack) -> attackers.submit(attack::done)).toList();
			for (Future<Boolean> attack : attacks) {
				attack.get();
			}
		}
	}

	private static void assertLetGo(int port, Siege siege) {
		assertThat(siege.ports()).hasSizeGreaterThan(40);
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(OpenSockets.clientsOf(port)).doesNotContainAnyElementsOf(siege.ports()));
	}

	private void assertSaid(Cosymesh.Log log, String peer, int managementPort) {
		log.await("event=cut-off what=connection peer=" + peer, "reason=headers-too-slow");
		log.await("event=cut-off what=connection peer=" + peer, "reason=http2-");
		assertThat(this.stack.metrics(managementPort))
			.contains("cosymesh_server_cut_off_total{reason=\"headers-too-slow\"}");
	}

	private interface Attack {

		void run() throws Exception;

		default boolean done() throws Exception {
			run();
			return true;
		}

	}

}
