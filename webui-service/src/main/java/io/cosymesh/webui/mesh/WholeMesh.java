package io.cosymesh.webui.mesh;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.cosymesh.mesh.report.MeshReport;
import io.cosymesh.mesh.telemetry.Denials;
import io.cosymesh.mesh.telemetry.Direction;
import io.cosymesh.mesh.telemetry.EdgeView;
import io.cosymesh.mesh.telemetry.EdgesAnswer;
import io.cosymesh.mesh.telemetry.Traffic;
import io.cosymesh.mesh.telemetry.Workload;
import io.cosymesh.webui.mesh.ServiceAnswer.Row;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Puts together what all services tell, the gateway's own word first.
 */
final class WholeMesh {

	private static final String TIME = "time";

	private static final String SERVICES = "services";

	private static final String WINDOW = "windowMillis";

	private final MeshServices services;

	private final MeshReport own;

	private final InstantSource clock;

	private final Supplier<String> address;

	WholeMesh(MeshServices services, MeshReport own, InstantSource clock, Supplier<String> address) {
		this.services = services;
		this.own = own;
		this.clock = clock;
		this.address = address;
	}

	Mono<Map<String, Object>> identities() {
		return answers("identity", this.own.identity()).map((all) -> {
			List<Map<String, Object>> rows = all.stream().map((answer) -> with(answer, "identity")).toList();
			return envelope(Map.of(SERVICES, rows));
		});
	}

	Mono<Map<String, Object>> edges() {
		return answers("edges", this.own.edges()).map((all) -> {
			List<EdgesAnswer> told = bodies(all).map((body) -> this.services.read(body, EdgesAnswer.class)).toList();
			List<EdgeView> views = told.stream().flatMap((answer) -> answer.edges().stream()).toList();
			Set<String> answering = told.stream()
				.flatMap((answer) -> selfIn(answer).stream())
				.collect(Collectors.toSet());
			long window = told.stream().mapToLong(EdgesAnswer::windowMillis).max().orElse(0);
			return envelope(all, Map.of(WINDOW, window, "edges", EdgeSums.of(views, answering)));
		});
	}

	// Whoever tells of callers is who they called.
	private static List<String> selfIn(EdgesAnswer answer) {
		return answer.edges()
			.stream()
			.map((edge) -> edge.direction() == Direction.INBOUND ? edge.destination() : edge.source())
			.map(Workload::id)
			.filter(Objects::nonNull)
			.toList();
	}

	Mono<Map<String, Object>> stat() {
		return answers("stat", this.own.stat()).map((all) -> envelope(all,
				Map.of(WINDOW, bodies(all).mapToLong((body) -> body.path(WINDOW).asLong(0)).max().orElse(0), "routes",
						rows(all, "routes"))));
	}

	Mono<Map<String, Object>> history() {
		return answers("history", this.own.history())
			.map((all) -> envelope(all, Map.of("stepMillis", Traffic.STEP.toMillis(), "series", rows(all, "series"))));
	}

	Mono<Map<String, Object>> denials() {
		return answers("denials", this.own.denials()).map((all) -> {
			List<JsonNode> newest = rows(all, "denials").stream()
				.sorted(Comparator.comparing((JsonNode denial) -> denial.path(TIME).asString("")).reversed())
				.limit(Denials.KEPT)
				.toList();
			return envelope(all, Map.of("denials", newest));
		});
	}

	Mono<Map<String, Object>> policies() {
		return this.services.all("authz").map((all) -> {
			List<Map<String, Object>> rows = all.stream().map(WholeMesh::policy).toList();
			return envelope(Map.of(SERVICES, rows));
		});
	}

	Mono<Map<String, Object>> checks() {
		return this.own.checks().flatMap((mine) -> answers("checks", mine)).map((all) -> {
			Map<String, List<Object>> categories = new LinkedHashMap<>();
			bodies(all).flatMap((body) -> stream(body.path("categories")))
				.forEach((category) -> categories
					.computeIfAbsent(category.path("name").asString(""), (_) -> new ArrayList<>())
					.addAll(stream(category.path("checks")).toList()));
			all.forEach((answer) -> categories.computeIfAbsent("data-plane", (_) -> new ArrayList<>())
				.add(reachable(answer.row())));
			boolean success = all.stream().allMatch((answer) -> answer.body() != null)
					&& bodies(all).allMatch((body) -> body.path("success").asBoolean(false));
			List<Map<String, Object>> named = categories.entrySet()
				.stream()
				.map((category) -> Map.of("name", (Object) category.getKey(), "checks", category.getValue()))
				.toList();
			return envelope(Map.of("success", success, "categories", named));
		});
	}

	private static Map<String, Object> reachable(Row row) {
		Map<String, Object> check = new LinkedHashMap<>();
		Trouble trouble = row.error();
		check.put("description", "%s answers at %s".formatted(row.service(), row.address()));
		check.put("result", (trouble == null) ? "success" : "error");
		if (trouble != null) {
			check.put("detail", trouble.detail());
			check.put("hint", trouble.hint());
			check.put("doc", "docs/telemetry.md");
		}
		check.put("service", row.service());
		return check;
	}

	private static Map<String, Object> policy(ServiceAnswer answer) {
		Map<String, Object> row = row(answer.row());
		JsonNode body = answer.body();
		if (body != null) {
			body.properties().forEach((member) -> row.putIfAbsent(member.getKey(), member.getValue()));
		}
		return row;
	}

	private static Map<String, Object> with(ServiceAnswer answer, String name) {
		Map<String, Object> row = row(answer.row());
		if (answer.body() != null) {
			row.put(name, answer.body());
		}
		return row;
	}

	private static Map<String, Object> row(Row row) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("service", row.service());
		members.put("instance", row.instance());
		members.put("address", row.address());
		members.put("state", row.state());
		if (row.error() != null) {
			members.put("error", row.error());
		}
		return members;
	}

	private Mono<List<ServiceAnswer>> answers(String what, Object mine) {
		ServiceAnswer own = ServiceAnswer.of(this.own.service(), this.address.get(), this.services.tree(mine), null);
		return this.services.all(what).map((others) -> Stream.concat(Stream.of(own), others.stream()).toList());
	}

	private Map<String, Object> envelope(List<ServiceAnswer> all, Map<String, Object> members) {
		Map<String, Object> whole = new LinkedHashMap<>(members);
		whole.put(SERVICES, all.stream().map(ServiceAnswer::row).toList());
		return envelope(whole);
	}

	private Map<String, Object> envelope(Map<String, Object> members) {
		Map<String, Object> whole = new LinkedHashMap<>();
		whole.put(TIME, this.clock.instant());
		whole.putAll(members);
		return whole;
	}

	private static Stream<JsonNode> bodies(List<ServiceAnswer> all) {
		return all.stream().map(ServiceAnswer::body).filter(Objects::nonNull).map(Function.identity());
	}

	private static List<JsonNode> rows(List<ServiceAnswer> all, String name) {
		return bodies(all).flatMap((body) -> stream(body.path(name))).toList();
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

}
