/* The editor's words in traditional characters, which it has none of: those of what it offers here. */
export const traditional = {
  editor: { more: '更多', justify: '對齊', indent: '縮排', image: '圖片', video: '影片' },
  common: { ok: '確定', delete: '刪除', enter: '換行' },
  blockQuote: { title: '引用' },
  divider: { title: '分隔線' },
  header: { title: '標題', text: '內文' },
  image: { netImage: '網路圖片', delete: '刪除圖片', edit: '編輯圖片', editSize: '調整大小', viewLink: '查看連結', src: '圖片網址', desc: '圖片說明', link: '圖片連結', ok: '確定', width: '寬度', height: '高度' },
  link: { insert: '插入連結', text: '連結文字', url: '連結網址', unLink: '移除連結', edit: '修改連結', view: '查看連結' },
  textStyle: { bold: '粗體', clear: '清除格式', code: '行內程式碼', italic: '斜體', sub: '下標', sup: '上標', through: '刪除線', underline: '底線' },
  undo: { undo: '復原', redo: '重做' },
  listModule: { unOrderedList: '項目清單', orderedList: '編號清單' },
  tableModule: {
    modal: { border: '框線', borderWidth: '寬度', bgColor: '背景色', align: '對齊方式', ok: '確定' }, color: { default: '預設顏色', clear: '清除背景色' },
    borderStyle: { none: '無', solid: '實線', dotted: '點線', dashed: '虛線', double: '雙線', groove: '凹槽', ridge: '凸脊', inset: '內凹', outset: '外凸' },
    deleteCol: '刪除欄', deleteRow: '刪除列', deleteTable: '刪除表格', widthAuto: '自動寬度', insertCol: '插入欄', insertRow: '插入列', insertTable: '插入表格',
    header: '表頭', mergeCell: '合併儲存格', splitCell: '分割儲存格', tableProperty: '表格屬性', cellProperty: '儲存格屬性',
  },
};
