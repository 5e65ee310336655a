package io.cosymesh.cli.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Rows under titles, each column as wide as its longest cell.
 */
public final class Table {

	private static final String GAP = "  ";

	private final List<List<String>> rows = new ArrayList<>();

	private final Map<Integer, Function<String, Paint>> paints = new HashMap<>();

	private final List<Integer> numbers = new ArrayList<>();

	/**
	 * Creates a table without rows.
	 * @param titles one for each column
	 */
	public Table(String... titles) {
		this.rows.add(List.of(titles));
	}

	/**
	 * Creates a table without rows.
	 * @param titles one for each column
	 */
	public Table(List<String> titles) {
		this.rows.add(List.copyOf(titles));
	}

	/**
	 * Has columns stand to the right, as numbers do.
	 * @param titles the columns; those that the table hasn't are left out
	 * @return this table
	 */
	public Table numbers(String... titles) {
		for (String title : titles) {
			int column = this.rows.getFirst().indexOf(title);
			if (column >= 0) {
				this.numbers.add(column);
			}
		}
		return this;
	}

	/**
	 * Has the cells of a column coloured on terminals.
	 * @param title the column
	 * @param paint the colour of each cell
	 * @return this table
	 */
	public Table paint(String title, Function<String, Paint> paint) {
		this.paints.put(this.rows.getFirst().indexOf(title), paint);
		return this;
	}

	/**
	 * Adds a row.
	 * @param cells one for each column; what a terminal would obey is taken out
	 */
	public void add(List<String> cells) {
		this.rows.add(cells.stream().map(PlainText::of).toList());
	}

	/**
	 * Tells whether there is anything below the titles.
	 * @return whether no row was added
	 */
	public boolean isEmpty() {
		return this.rows.size() == 1;
	}

	/**
	 * Prints titles and rows.
	 * @param console where to
	 */
	public void print(Console console) {
		lines(console).forEach(console::print);
	}

	/**
	 * Returns titles and rows as lines.
	 * @param console whether it shows colours
	 * @return the lines
	 */
	public List<String> lines(Console console) {
		List<Integer> widths = IntStream.range(0, this.rows.getFirst().size()).mapToObj(this::width).toList();
		return IntStream.range(0, this.rows.size()).mapToObj((row) -> line(row, widths, console)).toList();
	}

	private String line(int row, List<Integer> widths, Console console) {
		StringBuilder line = new StringBuilder();
		List<String> cells = this.rows.get(row);
		for (int column = 0; column < cells.size(); column++) {
			String cell = cells.get(column);
			String padding = " ".repeat(widths.get(column) - cell.length());
			Paint paint = (row == 0) ? Paint.BOLD : this.paints.getOrDefault(column, (text) -> Paint.PLAIN).apply(cell);
			String shown = console.paint(paint, cell);
			line.append(this.numbers.contains(column) ? padding + shown : shown + padding).append(GAP);
		}
		return line.toString().stripTrailing();
	}

	private int width(int column) {
		return this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
	}

}
