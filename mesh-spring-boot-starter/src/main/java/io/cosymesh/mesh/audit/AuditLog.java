package io.cosymesh.mesh.audit;

import io.cosymesh.mesh.audit.AuditProperties.Include;
import io.cosymesh.mesh.policy.Decision;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes decisions as JSON lines, pure ASCII, so that nothing in a request can begin a
 * line of its own.
 */
final class AuditLog implements DecisionListener, AutoCloseable {

	private final JsonMapper json = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private final String service;

	private final Include include;

	private final AuditLines lines;

	AuditLog(String service, Include include, AuditLines lines) {
		this.service = service;
		this.include = include;
		this.lines = lines;
	}

	@Override
	public void decided(DecidedRequest request) {
		if (isIncluded(request.decision())) {
			this.lines.write(this.json.writeValueAsString(AuditLine.of(this.service, request)));
		}
	}

	@Override
	public void close() {
		this.lines.close();
	}

	private boolean isIncluded(Decision decision) {
		return switch (this.include) {
			case ALL -> true;
			case DENIED -> !(decision instanceof Decision.Allowed);
			case NONE -> false;
		};
	}

}
