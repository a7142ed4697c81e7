"use strict";
(function () {
  var $ = function (id) { return document.getElementById(id); };
  var body = document.querySelector("tbody");
  var rows = Array.prototype.slice.call(body.rows);
  var heads = Array.prototype.slice.call(document.querySelectorAll("thead th"));
  var form = document.querySelector(".filters");
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  function filter() {
    var words = $("text").value.toLowerCase().split(/\s+/).filter(Boolean);
    var state = $("state").value, template = $("template").value;
    var count = 0;
    rows.forEach(function (row, index) {
      var fits = (!state || row.dataset.state === state)
        && (!template || row.dataset.template === template)
        && (!$("drift").checked || row.dataset.drift !== "0")
        && (!$("request").checked || row.dataset.request === "true")
        && words.every(function (word) { return texts[index].indexOf(word) >= 0; });
      row.hidden = !fits;
      count += fits ? 1 : 0;
    });
    $("shown").textContent = count === rows.length ? "" : count + " of " + rows.length;
    $("nothing").hidden = count > 0;
  }
  ["text", "state", "template", "drift", "request"].forEach(function (id) {
    $(id).addEventListener("input", filter);
  });
  $("reset").addEventListener("click", function () { form.reset(); filter(); $("text").focus(); });
  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.order === undefined ? cell.textContent.toLowerCase() : cell.dataset.order;
  }
  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.map(function (row) { return { row: row, key: key(row, column) }; })
        .sort(function (one, other) {
          var numbers = one.key !== "" && other.key !== "" && !isNaN(one.key) && !isNaN(other.key);
          var order = numbers ? one.key - other.key : one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
          return down ? -order : order;
        })
        .forEach(function (each) { body.appendChild(each.row); });
    });
  });
})();
