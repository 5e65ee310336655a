package io.cosymesh.backend.live;

import java.util.List;

import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemWriter;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says events in the words of the wire: JSON in text frames under vllm-omni's names,
 * audio in binary ones.
 */
final class EventWriter {

	private static final String MEMBER_SECONDS = "seconds";

	private final JsonMapper json = JsonMapper.shared();

	private final WebSocketSession socket;

	private final ServerWebExchange exchange;

	private final ProblemWriter problems;

	EventWriter(WebSocketSession socket, ServerWebExchange exchange, ProblemWriter problems) {
		this.socket = socket;
		this.exchange = exchange;
		this.problems = problems;
	}

	List<WebSocketMessage> write(LiveEvent event) {
		return switch (event) {
			case LiveEvent.Audio audio -> List.of(this.socket.binaryMessage((_) -> audio.bytes()));
			case LiveEvent.Started started -> List.of(text(started(started)));
			case LiveEvent.Spoken spoken -> List.of(text(ended(spoken.index(), spoken.text(), spoken.place(), false)));
			case LiveEvent.Failed failed -> List.of(text(error(failed.cause()).put("sentence_index", failed.index())),
					text(ended(failed.index(), failed.text(), failed.place(), true)));
			case LiveEvent.Finished finished ->
				List.of(text(message("session.done").put("total_sentences", finished.sentences())
					.put(MEMBER_SECONDS, finished.seconds())));
			case LiveEvent.Cancelled cancelled ->
				List.of(text(message("response.cancelled").put("total_sentences", cancelled.sentences())
					.put(MEMBER_SECONDS, cancelled.seconds())));
			case LiveEvent.Refused refused -> List.of(text(error(refused.cause())));
		};
	}

	private ObjectNode started(LiveEvent.Started started) {
		Delivery delivery = started.delivery();
		ObjectNode message = message("audio.start").put("sentence_index", started.index())
			.put("sentence_text", started.text())
			.put("format", delivery.formatName())
			.put("sample_rate", delivery.order().sampleRate())
			.put("engine", started.engine());
		Long seed = delivery.order().seed();
		return (seed != null) ? message.put("seed", seed) : message;
	}

	private ObjectNode ended(int index, String sentence, LiveEvent.Place place, boolean isError) {
		return message("audio.done").put("sentence_index", index)
			.put("sentence_text", sentence)
			.put("start_seconds", place.startSeconds())
			.put("end_seconds", place.endSeconds())
			.put("total_bytes", place.bytes())
			.put("error", isError);
	}

	private ObjectNode error(Throwable cause) {
		ObjectNode problem = this.json.valueToTree(this.problems.members(this.exchange, cause));
		ObjectNode message = message("error").put("message", problem.path("detail").asString(""));
		message.set("problem", problem);
		return message;
	}

	private ObjectNode message(String type) {
		return this.json.createObjectNode().put("type", type);
	}

	private WebSocketMessage text(ObjectNode message) {
		return this.socket.textMessage(message.toString());
	}

}
