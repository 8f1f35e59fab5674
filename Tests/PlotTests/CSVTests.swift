import Testing

@testable import Plots

struct CSVTests {
  @Test func lines() {
    let plot = Plot(
      title: "",
      .lines(
        [
          Line("a, \"b\"", [Point(x: 0, y: 5.5, spread: Spread(low: 5, high: 6)), Point(x: 1, y: .nan)]),
          Line("c\nd", [Point(x: 1e-7, y: -.infinity)]),
        ], x: Axis(""), y: Axis("loss")))
    #expect(
      plot.csv()
        == "line,x,loss,low,high\r\n\"a, \"\"b\"\"\",0,5.5,5,6\r\n\"a, \"\"b\"\"\",1,nan,,\r\n\"c\nd\",1e-07,-inf,,\r\n"
    )
  }

  @Test func bars() {
    #expect(
      Sample.groups.csv()
        == "name,task,change\r\nbefore,English to French,0.12\r\nafter,English to French,0.81\r\n"
        + "before,plurals,0.55\r\nafter,plurals,-0.25\r\n")
  }

  @Test func matrix() {
    let matrix = Matrix(
      rowLabel: "after", rows: ["x", "y"], columnLabel: "", columns: ["u"], values: Axis("score"), numbers: [[0.5]])
    #expect(Plot(title: "", .matrix(matrix)).csv() == "after,column,score\r\nx,u,0.5\r\ny,u,nan\r\n")
  }
}
