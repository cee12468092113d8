package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The CSV files of a dataset. Their columns are an interface: {@code docs/characterize.md} lists them. */
final class Sheets {
    static final Sheet<Isolated> ISOLATED = new Sheet<>(
            "isolated.csv",
            new Columns<Isolated>()
                    .setup(Isolated::setup)
                    .workload(Isolated::workload)
                    .clock(Isolated::clock)
                    .whole("repeats", Isolated::repeats)
                    .estimate("ttft", "s", Isolated::ttft)
                    .estimate("tbt", "s", Isolated::tbt)
                    .seconds("elapsed_s", Isolated::elapsed)
                    .number("energy_j", row -> row.energy().value())
                    .whole("outliers", Isolated::outliers)
                    .all(),
            cells -> new Isolated(
                    cells.setup(),
                    cells.workload(),
                    cells.clock(),
                    cells.whole("repeats", 1),
                    cells.estimate("ttft", "s"),
                    cells.estimate("tbt", "s"),
                    cells.seconds("elapsed_s"),
                    new Joules(cells.number("energy_j")),
                    cells.whole("outliers", 0)));

    static final Sheet<Volley> VOLLEYS = new Sheet<>(
            "volleys.csv",
            new Columns<Volley>()
                    .setup(Volley::setup)
                    .clock(Volley::clock)
                    .whole("requests", Volley::requests)
                    .prompt(Volley::prompt)
                    .whole("repeats", Volley::repeats)
                    .seconds("ttft_first_s", Volley::firstTtft)
                    .seconds("ttft_last_s", Volley::lastTtft)
                    .secondsIfAny("tbt_s", Volley::tbt)
                    .secondsIfAny("tbt_least_s", Volley::leastTbt)
                    .seconds("elapsed_s", Volley::elapsed)
                    .number("energy_j", row -> row.energy().value())
                    .number("throttled_share", row -> row.throttled().value())
                    .all(),
            cells -> new Volley(
                    cells.setup(),
                    cells.clock(),
                    cells.whole("requests", 1),
                    cells.prompt(),
                    cells.whole("repeats", 1),
                    cells.seconds("ttft_first_s"),
                    cells.seconds("ttft_last_s"),
                    cells.secondsIfAny("tbt_s"),
                    cells.secondsIfAny("tbt_least_s"),
                    cells.seconds("elapsed_s"),
                    new Joules(cells.number("energy_j")),
                    share(cells, "throttled_share")));

    static final Sheet<IdleRow> IDLE = new Sheet<>(
            "idle.csv",
            new Columns<IdleRow>()
                    .setup(IdleRow::setup)
                    .clock(IdleRow::clock)
                    .seconds("span_s", IdleRow::span)
                    .number("power_w", row -> row.power().value())
                    .all(),
            cells -> new IdleRow(
                    cells.setup(), cells.clock(), cells.seconds("span_s"), new Watts(cells.number("power_w"))));

    static final Sheet<Capacity> CAPACITIES = new Sheet<>(
            "capacity.csv",
            new Columns<Capacity>()
                    .setup(Capacity::setup)
                    .workload(Capacity::workload)
                    .clock(Capacity::clock)
                    .seconds("slo_ttft_s", Capacity::sloTtft)
                    .seconds("slo_tbt_s", Capacity::sloTbt)
                    .text(
                            "max_throughput_rps",
                            row -> row.maximum()
                                    .map(rate -> Double.toString(rate.perSecond()))
                                    .orElse(""))
                    .seconds("ttft_p99_s", Capacity::ttft)
                    .seconds("tbt_p99_s", Capacity::tbt)
                    .number("power_w", row -> row.power().value())
                    .number("energy_request_j", row -> row.energyPerRequest().value())
                    .text("limited_by", row -> row.limitedBy().label())
                    .all(),
            cells -> new Capacity(
                    cells.setup(),
                    cells.workload(),
                    cells.clock(),
                    cells.seconds("slo_ttft_s"),
                    cells.seconds("slo_tbt_s"),
                    cells.has("max_throughput_rps") ? Optional.of(rate(cells, "max_throughput_rps")) : Optional.empty(),
                    cells.seconds("ttft_p99_s"),
                    cells.seconds("tbt_p99_s"),
                    new Watts(cells.number("power_w")),
                    new Joules(cells.number("energy_request_j")),
                    limit(cells)));

    static final Sheet<Point> POINTS = new Sheet<>(
            "points.csv",
            new Columns<Point>()
                    .setup(Point::setup)
                    .workload(Point::workload)
                    .clock(Point::clock)
                    .text(
                            "load_share",
                            row -> row.loadShare()
                                    .map(share -> Double.toString(share.value()))
                                    .orElse(""))
                    .number("rate_rps", row -> row.rate().perSecond())
                    .whole("repeats", Point::repeats)
                    .whole("requests", Point::requests)
                    .spread("ttft", Point::ttft)
                    .spread("tbt", Point::tbt)
                    .estimate("throughput", "rps", Point::throughput)
                    .estimate("throughput", "tps", Point::tokenThroughput)
                    .estimate("power", "w", Point::power)
                    .estimate("energy_request", "j", Point::energyPerRequest)
                    .estimate("energy_token", "j", Point::energyPerToken)
                    .number("throttled_share", row -> row.throttled().value())
                    .text(
                            "applied_mhz",
                            row -> row.applied()
                                    .map(clock -> Integer.toString(clock.value()))
                                    .orElse(""))
                    .whole("failed", Point::failed)
                    .whole("outliers", Point::outliers)
                    .all(),
            cells -> new Point(
                    cells.setup(),
                    cells.workload(),
                    cells.clock(),
                    cells.has("load_share") ? Optional.of(share(cells, "load_share")) : Optional.empty(),
                    rate(cells, "rate_rps"),
                    cells.whole("repeats", 1),
                    cells.whole("requests", 1),
                    cells.spread("ttft"),
                    cells.spread("tbt"),
                    cells.estimate("throughput", "rps"),
                    cells.estimate("throughput", "tps"),
                    cells.estimate("power", "w"),
                    cells.estimate("energy_request", "j"),
                    cells.estimate("energy_token", "j"),
                    share(cells, "throttled_share"),
                    cells.has("applied_mhz")
                            ? Optional.of(new Megahertz(cells.whole("applied_mhz", 1)))
                            : Optional.empty(),
                    cells.whole("failed", 0),
                    cells.whole("outliers", 0)));

    static final List<Sheet<?>> ALL = List.of(ISOLATED, VOLLEYS, IDLE, CAPACITIES, POINTS);

    private Sheets() {}

    private static Ratio share(Cells cells, String name) {
        double value = cells.number(name);
        if (value > 1) {
            throw cells.wrong(name, cells.text(name), "a share of at most 1");
        }
        return new Ratio(value);
    }

    private static RequestRate rate(Cells cells, String name) {
        double value = cells.number(name);
        if (value == 0) {
            throw cells.wrong(name, cells.text(name), "above 0");
        }
        return new RequestRate(value);
    }

    private static Capacity.Limit limit(Cells cells) {
        String label = cells.text("limited_by");
        return Arrays.stream(Capacity.Limit.values())
                .filter(limit -> limit.label().equals(label))
                .findFirst()
                .orElseThrow(() -> cells.wrong("limited_by", label, "ttft, tbt, both or failures"));
    }
}
