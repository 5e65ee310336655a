package io.cosymesh.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under titles, each column as wide as its longest cell.
 */
public final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * Creates a table without rows.
	 * @param titles one for each column
	 */
	public Table(String... titles) {
		this.rows.add(List.of(titles));
	}

	/**
	 * Adds a row.
	 * @param cells one for each column
	 */
	public void add(List<String> cells) {
		this.rows.add(List.copyOf(cells));
	}

	/**
	 * Prints titles and rows.
	 * @param console where to
	 */
	public void print(Console console) {
		List<Integer> widths = IntStream.range(0, this.rows.getFirst().size()).mapToObj(this::width).toList();
		for (List<String> row : this.rows) {
			StringBuilder line = new StringBuilder();
			for (int column = 0; column < row.size(); column++) {
				line.append(("%-" + (widths.get(column) + 2) + "s").formatted(row.get(column)));
			}
			console.print(line.toString().stripTrailing());
		}
	}

	private int width(int column) {
		return this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
	}

}
